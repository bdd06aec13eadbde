import type { Writable } from 'node:stream';
import type { AuditSigner } from '../../audit/auditKeys';
import { done, type Outcome, refuse } from '../../domain/outcome';
import { evidenceTexts } from '../../pdf/texts/evidenceTexts';
import type { WorkflowContext } from '../context';
import { processorDay } from '../processorDay';
import { slugOf } from '../registry/slugOf';
import { evidenceOfAgreement } from './evidenceOfAgreement';
import { evidenceOfChange } from './evidenceOfChange';
import { type BundleSubject, writeBundle } from './writeBundle';

/** What every bundle is made with. */
export interface EvidenceMaking {
  signer: AuditSigner;
  /** The file that goes along as verify.mjs. */
  verifierFile: string;
  /** Legal time. */
  madeAt: Date;
  /** What the zip is called. */
  fileName: string;
}

/** A bundle that can be written: nothing of it has been read yet but what it is about. */
export interface Evidence {
  fileName: string;
  /** Writes the zip and ends `output`. */
  writeTo(output: Writable): Promise<void>;
}

/**
 * The evidence of one change or one agreement as a signed zip (docs/evidence.md). Changes nothing, save that what has happened is numbered and a head signed
 * over it. Refuses `not-found`. `now` is legal time.
 */
export async function prepareEvidence(
  context: WorkflowContext,
  { subject, signer, verifierFile, now }: { subject: BundleSubject; signer: AuditSigner; verifierFile: string; now: Date },
): Promise<Outcome<Evidence>> {
  const { data } = context;
  const making = { signer, verifierFile, madeAt: now };
  if (subject.kind === 'change') {
    const change = await data.changes.find(subject.id);
    if (!change) return refuse('not-found');
    const fileName = fileNameOf(change.details.legalName, now);
    return done(written(evidenceOfChange(context, change, { ...making, fileName }), fileName));
  }
  const agreement = await data.agreements.find(subject.id);
  const controller = agreement && (await data.controllers.find(agreement.controllerId));
  if (!agreement || !controller) return refuse('not-found');
  const fileName = fileNameOf(agreement.reference, now);
  return done(written(evidenceOfAgreement(context, { agreement, controller }, { ...making, fileName }), fileName));

  function written(files: Parameters<typeof writeBundle>[0], fileName: string): Evidence {
    return { fileName, writeTo: (output) => writeBundle(files, { subject, madeAt: now, signer, output }) };
  }
}

function fileNameOf(about: string, now: Date): string {
  const name = [evidenceTexts.nb.fileName, slugOf(about), processorDay(now)].filter((part) => part !== '');
  return `${name.join('-')}.zip`;
}
