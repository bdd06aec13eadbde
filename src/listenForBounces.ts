import type { Dependencies } from './dependencies';
import { type BounceListener, startBounceListener } from './mail/bounceListener';
import { reportOfBounce } from './mail/reports/reportOfBounce';
import { recordReport } from './workflows/delivery/recordReport';

/** Takes bounces by SMTP where MAIL_BOUNCE_LISTEN says so; null where it says nothing. Each is recorded before the sender is told that it was taken. */
export async function listenForBounces({ config, context, clock, log }: Dependencies): Promise<BounceListener | null> {
  if (!config.mail.bounceListen) return null;
  const signature = { domain: config.mail.bounceDomain, keys: config.linkKeys };
  const listener = await startBounceListener({
    ...config.mail.bounceListen,
    signature,
    async take({ raw, sendingId }) {
      try {
        const report = await reportOfBounce(raw, signature, { sendingId });
        const { outcome, repeated } = await recordReport(context, { report, now: await clock.now() });
        log.info({ sendingId, kind: report.kind, outcome, repeated }, 'a bounce came in');
      } catch (error) {
        log.error({ err: error, sendingId }, 'a bounce could not be recorded; its sender is asked to come back');
        throw error;
      }
    },
  });
  log.info({ host: listener.host, port: listener.port }, 'listening for bounces');
  return listener;
}
