import type { z } from 'zod';
import { askForDocuments } from '../../workflows/documentRequests/askForDocuments';
import type { PageRequest } from '../pageRoute';
import { openForm, showRefused } from './decisionPages';
import { documentProblems, readDocumentAnswers } from './documentForms';
import { noticeAddress } from './noticeAddress';
import type { NoticeDesk } from './noticeDesk';
import type { noticeBodies } from './noticeForms';
import { showNotice, showNotPossible } from './showNotice';

/** A request for documents opens nothing and stops nothing: it is sent at once. */
export async function postAskDocuments(desk: NoticeDesk, page: PageRequest<z.infer<typeof noticeBodies.askDocuments>>): Promise<void> {
  const answers = readDocumentAnswers(page.body);
  const filled = { form: 'askDocuments' as const, documents: answers };
  const open = await openForm(desk, page, filled);
  if (!open) return;
  const { visit, locale } = open;
  if (visit.standing !== 'usable') return showNotPossible(desk, page, open);
  const problems = documentProblems(answers, locale);
  if (problems.length > 0) return showNotice(desk, page, open, { status: 422, problems, filled });
  const { documentIds, reason, name, title } = answers;
  const outcome = await askForDocuments(desk.context, { actor: visit.actor, now: page.now, documentIds, reason, asker: { name, title } });
  if (!outcome.ok) return showRefused(desk, page, open, outcome.refusal);
  page.response.redirect(303, noticeAddress.confirmation(visit.notice.shortId, outcome.value.reference));
}
