import type { Config } from '../config';
import type { MailDeployment } from '../mail/letter';

/** What letters say of us, for pages and files that are made from the same letters as mail. */
export function mailDeploymentOf({ processor, baseUrl, mail }: Pick<Config, 'processor' | 'baseUrl' | 'mail'>): MailDeployment {
  return {
    processorName: processor.name,
    processorDpo: processor.dpo,
    baseUrl,
    from: mail.from,
    replyTo: mail.replyTo,
    bounceDomain: mail.bounceDomain,
    sendingHeader: null,
  };
}
