import { z } from 'zod';
import { instant, isEmailAddress, parseInstant } from './primitives';

/** `POST /demo/clock`. */
export const clockMove = z.strictObject({ now: instant });

/** `GET /demo/mailbox`: to one address; after a message (its id) or an instant of real time. */
export const mailboxQuery = z.strictObject({
  to: z.string().refine(isEmailAddress, { message: 'invalid-email' }).meta({ type: 'string', format: 'email' }).optional(),
  after: z
    .string()
    .transform((text, context): string | Date => {
      const read = /^[0-9a-f]{24}$/.test(text) ? text : parseInstant(text);
      if (read) return read;
      context.issues.push({ code: 'custom', message: 'invalid-cursor', input: '' });
      return z.NEVER;
    })
    .meta({ type: 'string', description: 'The id of a message, or an RFC 3339 instant of real time' })
    .optional(),
});
