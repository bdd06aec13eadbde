import { done, type Outcome, refuse } from '../../domain/outcome';
import type { WaysBackFound } from '../../mail/waysBack';
import type { WorkflowContext } from '../context';

/**
 * Tries whether mail leaves, and the ways by which a controller can answer, before a notice names them: a notice whose objection address bounces is worthless. Refuses
 * `ways-back-fail`, saying what to repair, where a way is broken and this deployment bars releases for it; otherwise answers what goes into the audit
 * event, `{}` where no mail leaves. Waits for other servers, three seconds at most.
 */
export async function checkWaysBack({ waysBack }: Pick<WorkflowContext, 'waysBack'>): Promise<Outcome<{ waysBack?: WaysBackFound }>> {
  const found = await waysBack.check();
  if (!found) return done({});
  const broken = [found.links, found.sender, found.replyTo].filter(({ state }) => state === 'fail').map(({ detail }) => detail);
  if (broken.length === 0 || !waysBack.bars) return done({ waysBack: found });
  const list = broken.join(' ');
  return refuse('ways-back-fail', {
    detail: {
      nb: `Varselet kan ikke sendes, eller ikke besvares, slik portalen er satt opp nå. Få dette rettet, og prøv igjen: ${list}`,
      en: `The notice could not be sent, or not be answered, as things are set up now. Have this repaired and try again: ${list}`,
    },
    extra: { waysBack: found },
  });
}
