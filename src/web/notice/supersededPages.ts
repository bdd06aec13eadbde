import type { NoticeRecord } from '../../data/notice.model';
import { type NoticeVisit, visitNotice } from '../../workflows/answers/visitNotice';
import { answersOf, ownDraft } from '../../workflows/objections/objectionDraft';
import type { PageRequest } from '../pageRoute';
import type { Filled } from './formParts';
import { formTexts } from './formTexts';
import type { LinkSession } from './linkSession';
import type { NoticeDesk } from './noticeDesk';
import { type Answers, cleanText, type NoticeFormName, readAnswers, readContact, readKinds } from './noticeForms';
import { showNotice } from './showNotice';

interface Superseded {
  visit: NoticeVisit;
  session: LinkSession;
  newest: NoticeRecord;
}

/**
 * Something was done to a notice that a corrected one took the place of. Nothing is recorded: the new notice is shown, with a session of its own, why, and
 * what was typed in the form that it belongs in now; where there is no such form, in plain sight. False where the new one is closed to this contact.
 */
export async function showSuperseded(
  desk: NoticeDesk,
  page: Pick<PageRequest, 'request' | 'response' | 'now'>,
  { visit, session, newest }: Superseded,
): Promise<boolean> {
  const { contactId, linkIssuedAt } = session;
  const found = await visitNotice(desk.context, { notice: newest, contactId, linkIssuedAt, now: page.now });
  if (!found.ok) return false;
  const renewed = { noticeShortId: newest.shortId, contactId, linkIssuedAt };
  desk.sessions.open(page.response, renewed, new Date());
  const { locale } = page.request;
  const problem = { field: null, text: formTexts[locale].problems.superseded };
  const expiresAt = new Date(Date.now());
  const open = {
    visit: found.value,
    session: { ...renewed, expiresAt },
    token: desk.sessions.formToken({ ...renewed, expiresAt }),
    locale,
  };
  const filled = await typedOf(desk, page, { old: visit, visit: found.value });
  await showNotice(desk, page, open, { status: 409, problems: [problem], filled });
  return true;
}

/** What was typed, from the form itself or from what was kept of it, for the form of the new notice that takes it. */
async function typedOf(
  desk: NoticeDesk,
  { request }: Pick<PageRequest, 'request'>,
  { old, visit }: { old: NoticeVisit; visit: NoticeVisit },
): Promise<Filled | null> {
  const [, , , act = '', draftId = ''] = request.path.split('/');
  if (act === 'object' || act === 'code') {
    const draft = draftId ? ownDraft(await desk.context.data.formDrafts.find(draftId), old.actor) : null;
    if (draft) return keptIn(draft.act, { answers: answersOf(draft), fields: draft.fields });
  }
  const body = textsOf(request.body);
  const { name, title } = readAnswers({ grounds: '', name: body.name ?? '', title: body.title ?? '' });
  const grounds = cleanText(body.grounds ?? '');
  switch (act as NoticeFormName) {
    case 'object':
      return { form: 'object', answers: { grounds, name, title } };
    case 'grounds':
      return { form: visit.acts.grounds ? 'grounds' : 'object', answers: { grounds, name, title } };
    case 'approve':
    case 'refuse':
      return {
        form: act as 'approve' | 'refuse',
        answers: { grounds, name, title },
        kinds: readKinds(listOf(request.body, 'kind'), visit.acts.approve),
      };
    case 'answer':
      // The proposal that it answers has lapsed; what was said about it may still be said of the correction.
      return { form: 'object', answers: { grounds: cleanText(body.counter ?? ''), name, title } };
    case 'ask':
      return { form: 'ask', question: { text: cleanText(body.text ?? ''), name, title } };
    case 'askDocuments': {
      const documentIds = visit.changeDocuments.map(({ _id }) => _id).filter((id) => listOf(request.body, 'document').includes(id));
      return { form: 'askDocuments', documents: { documentIds, reason: cleanText(body.reason ?? ''), name, title } };
    }
    case 'consent':
      return { form: 'consent', consent: { effectiveOn: body.effectiveOn ?? '', name, title } };
    case 'contact':
      return { form: 'contact', contact: readContact({ email: body.email ?? '', name: body.name ?? '' }) };
    default:
      return null;
  }
}

/** What was kept of a form until it was confirmed. Withdrawing, or accepting a proposal, had no words of its own. */
function keptIn(act: string, { answers, fields }: { answers: Answers; fields: Record<string, string> }): Filled | null {
  const { name, title } = answers;
  if (act === 'object') return { form: 'object', answers };
  if (act.startsWith('approve:')) return { form: 'approve', answers };
  return act.startsWith('consent:') ? { form: 'consent', consent: { effectiveOn: fields.effectiveOn ?? '', name, title } } : null;
}

function textsOf(body: unknown): Record<string, string> {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Of checkboxes: one that is ticked comes alone. */
function listOf(body: unknown, name: 'kind' | 'document'): string[] {
  const given = ((body ?? {}) as Record<string, unknown>)[name];
  return Array.isArray(given) ? given.map(String) : typeof given === 'string' ? [given] : [];
}
