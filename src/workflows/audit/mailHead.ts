import { headLine } from '../../audit/chainedForm';
import { isDuplicateKey } from '../../data/connection';
import type { WorkflowContext } from '../context';
import { enqueueMail } from '../delivery/enqueueMail';
import { processorDay } from '../processorDay';
import { staffSending } from '../staff/staffSending';

const settingName = 'auditHeadMail';

/**
 * Mails the newest signed head to AUDIT_HEAD_MAIL, once a day and only if the chain has grown since the last one: what lies in somebody's mailbox the portal cannot
 * change. `at` is real time, as heads are. Two processes at once mail it once.
 */
export async function mailHead(context: WorkflowContext, { mailbox, at }: { mailbox: string; at: Date }): Promise<void> {
  const { data } = context;
  const day = processorDay(at);
  const told = await data.settings.find<{ day: string; seq: number }>(settingName);
  if (told && told.value.day >= day) return;
  const head = await data.auditHeads.newest();
  if (!head || head.seq <= (told?.value.seq ?? 0)) return;
  const sending = staffSending({
    kind: 'auditHead',
    dedupe: `auditHead:${day}`,
    reader: { mailbox },
    detail: { line: headLine(head) },
    host: context.settings.messageIdHost,
    madeAt: at,
    leaveAt: at,
  });
  try {
    await context.inTransaction((session) => data.sendings.insertMany([sending], session));
    await enqueueMail(context, [sending._id]);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  await data.settings.write(settingName, { day, seq: head.seq }, told?.version ?? 0);
}
