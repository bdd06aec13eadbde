import { z } from 'zod';
import { reportOfBounce } from '../../../mail/reports/reportOfBounce';
import { recordReport } from '../../../workflows/delivery/recordReport';
import { type ApiRoute, postRoute } from '../apiRoute';

/** The message as it came; what is in it, the reader of reports finds out. */
const rawMessage = z
  .custom<Buffer>((body) => Buffer.isBuffer(body), { message: 'required' })
  .meta({ type: 'string', description: 'One message as it came in, with its headers, 10 MB at most' });

const recordedReport = z
  .object({
    outcome: z.enum(['applied', 'ignored', 'unknown', 'waiting']).meta({
      description:
        'applied; ignored: kept, and changes nothing; unknown: names no message that the portal sent, or does not prove it; waiting: done as soon as its message has been recorded',
    }),
    sendingId: z.string().optional(),
    repeated: z.boolean().meta({ description: 'The same message had come before' }),
  })
  .meta({ id: 'RecordedReport' });

// biome-ignore format: a route says everything on one line
export const bounceRoute: ApiRoute = postRoute({ path: '/bounces', roles: ['admin', 'system'], summary: 'Hand in a bounce or delivery report that came by mail', body: rawMessage, bodyType: 'message/rfc822', answer: recordedReport,
  handler: async ({ dependencies: { context, config }, now, body }) => {
    const report = await reportOfBounce(body, { domain: config.mail.bounceDomain, keys: config.linkKeys });
    const { sendingId, ...recorded } = await recordReport(context, { report, now });
    return { ok: true, value: { ...recorded, ...(sendingId ? { sendingId } : {}) } };
  } });
