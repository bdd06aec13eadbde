import path from 'node:path';
import { createAuditSigner } from './audit/auditKeys';
import type { Dependencies } from './dependencies';
import type { Outcome } from './domain/outcome';
import { projectRoot } from './projectRoot';
import { type Evidence, prepareEvidence } from './workflows/evidence/evidence';

/** A bundle of evidence with this deployment's keys and verifier. Refuses `not-found`. `now` is legal time. */
export function evidenceOf(
  { config, context }: Pick<Dependencies, 'config' | 'context'>,
  subject: Parameters<typeof prepareEvidence>[1]['subject'],
  now: Date,
): Promise<Outcome<Evidence>> {
  const verifierFile = path.join(projectRoot(), 'verifier', 'verify.mjs');
  return prepareEvidence(context, { subject, signer: createAuditSigner(config.auditKeys), verifierFile, now });
}
