import type { z } from 'zod';
import { reportWrongPerson } from '../../workflows/answers/reportWrongPerson';
import type { PageRequest } from '../pageRoute';
import { openForm, showRefused } from './decisionPages';
import { noticeAddress } from './noticeAddress';
import type { NoticeDesk } from './noticeDesk';
import { contactProblems, type noticeBodies, readContact } from './noticeForms';
import { showNotice, showNotPossible } from './showNotice';

type ContactBody = z.infer<typeof noticeBodies.contact>;

/** "I am the wrong person". It opens no gate, so it needs no code; said twice, it is one. */
export async function postWrongPerson(desk: NoticeDesk, page: PageRequest<ContactBody>): Promise<void> {
  const contact = readContact(page.body);
  const open = await openForm(desk, page, { form: 'contact', contact });
  if (!open) return;
  const { visit, locale } = open;
  if (!visit.acts.contact) return showNotPossible(desk, page, open);
  const problems = contactProblems(contact, locale);
  if (problems.length > 0) return showNotice(desk, page, open, { status: 422, problems, filled: { form: 'contact', contact } });
  const { email, name } = contact;
  const proposal = email === '' ? null : { email, name: name === '' ? null : name };
  const outcome = await reportWrongPerson(desk.context, { actor: visit.actor, now: page.now, proposal });
  if (!outcome.ok) return showRefused(desk, page, open, outcome.refusal);
  page.response.redirect(303, noticeAddress.confirmation(visit.notice.shortId, outcome.value.reference));
}
