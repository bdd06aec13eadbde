import { z } from 'zod';
import { hashedForm } from '../../../audit/chainedForm';
import type { ChainedEvent } from '../../../data/auditChain.repository';
import { wholeEvent } from '../../../data/auditEvent.repository';
import { auditEventView, viewAuditEvent } from './auditEventView';

const hash = z.string().meta({ description: 'SHA-256, hex' });

export const chainedEventView = auditEventView
  .extend({
    seq: z.number().int().meta({ description: 'Its number in the chain, from 1, without gaps' }),
    prevHash: hash,
    eventHash: hash.meta({ description: 'SHA-256 of canonical, hex' }),
    hash: hash.meta({ description: 'SHA-256 of prevHash, eventHash (32 bytes each) and seq (8 bytes, big-endian), hex' }),
    canonical: z.string().meta({ description: 'What is hashed, byte for byte (RFC 8785): the event, with its personal part as a digest' }),
    personal: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'Names and texts; null where there were none or they were erased' }),
    personalSalt: z
      .string()
      .nullable()
      .meta({ description: 'personalDigest in canonical is SHA-256 of these bytes and the canonical JSON of personal' }),
  })
  .meta({ id: 'ChainedAuditEvent' });

export function viewChainedEvent(event: ChainedEvent): z.infer<typeof chainedEventView> {
  const { seq, prevHash, eventHash, hash, personal, personalSalt } = event;
  return {
    ...viewAuditEvent(wholeEvent(event)),
    ...{ seq, prevHash, eventHash, hash },
    canonical: hashedForm(event, event.personalDigest),
    personal: personal ? { ...personal } : null,
    personalSalt: personalSalt ?? null,
  };
}
