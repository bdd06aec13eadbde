import type { z } from 'zod';
import { confirmObjection } from '../../workflows/objections/confirmObjection';
import { giveGrounds } from '../../workflows/objections/giveGrounds';
import { draftFileIds } from '../../workflows/objections/objectionDraft';
import { prepareObjection } from '../../workflows/objections/prepareObjection';
import { sizeText } from '../documents/fileSize';
import { showPage } from '../page';
import type { PageRequest } from '../pageRoute';
import { refusalText, statusOf } from '../refusals';
import { attachmentTexts } from './attachmentTexts';
import { filesOf } from './formFiles';
import { objectionNeedsGrounds } from './formsView';
import { formTexts } from './formTexts';
import { noticeAddress } from './noticeAddress';
import { type NoticeDesk, openNotice, staleFormProblem } from './noticeDesk';
import { type noticeBodies, problemsWith, readAnswers } from './noticeForms';
import { readDraft } from './readDraft';
import { showNotice, showNotPossible } from './showNotice';

type ObjectBody = z.infer<typeof noticeBodies.object>;
type ButtonBody = z.infer<typeof noticeBodies.button>;

/** The objection form. Every time it is posted counts as the moment of the objection, also with a mistake in it, if it is confirmed in the hour. */
export async function postObjection(desk: NoticeDesk, page: PageRequest<ObjectBody>): Promise<void> {
  const open = await openNotice(desk, page);
  if (!open) return;
  const { visit, session, locale } = open;
  const { sessions, context } = desk;
  const answers = readAnswers(page.body);
  const postedBefore = sessions.openInstants(session, page.body.posted);
  const postedAt = [...postedBefore, page.now];
  const filled = { form: 'object' as const, answers, posted: sessions.sealInstants(session, postedAt) };
  if (!sessions.matchesFormToken(session, page.body.token)) {
    return showNotice(desk, page, open, { status: 403, problems: [staleFormProblem(locale)], filled: { ...filled, posted: '' } });
  }
  if (!visit.acts.object) return showNotPossible(desk, page, open);
  const groundsRequired = objectionNeedsGrounds(visit);
  const files = await filesOf(desk, open, page, { form: 'object', kept: page.body.kept });
  const problems = [...problemsWith('object', answers, { groundsRequired, locale }), ...files.problems];
  if (problems.length > 0) return showNotice(desk, page, open, { status: 422, problems, filled: { ...filled, files: files.kept } });
  const fileIds = files.kept.map(({ _id }) => _id);
  const prepared = await prepareObjection(context, { actor: visit.actor, now: page.now, answers, postedAt: postedBefore, fileIds });
  if (!prepared.ok) return showNotPossible(desk, page, open);
  page.response.redirect(303, noticeAddress.check(visit.notice.shortId, prepared.value.draftId));
}

/** The answers, to be confirmed or changed. */
export async function showObjectionCheck(desk: NoticeDesk, page: PageRequest<null>): Promise<void> {
  const open = await openNotice(desk, page);
  if (!open) return;
  const { visit, token, locale } = open;
  const { shortId } = visit.notice;
  const texts = formTexts[locale];
  const draft = await readDraft(desk, open, page.request.params.draftId);
  if (draft?.act !== 'object') return showNotPossible(desk, page, open, { status: 404, text: texts.check.gone });
  if (draft.reference) return page.response.redirect(303, noticeAddress.confirmation(shortId, draft.reference));
  const { grounds, name, title } = draft.answers;
  const files = await desk.context.data.draftFiles.list(draftFileIds(draft), visit.actor);
  const fileTexts = attachmentTexts[locale].files;
  showPage(page.request, page.response, {
    view: 'pages/notice/check',
    title: texts.check.title,
    model: {
      texts: texts.check,
      answers: [
        { label: texts.grounds, text: grounds },
        { label: texts.name, text: name },
        { label: texts.title, text: title },
        ...(files.length > 0
          ? [{ label: fileTexts.attachments, text: files.map((file) => fileTexts.file(file.name, sizeText(file.size, locale))).join('\n') }]
          : []),
      ],
      late:
        visit.acts.object === 'late' && draft.postedAt.every((each) => !isInTime(visit.notice.deadlines, each)) ? texts.object.late : '',
      change: noticeAddress.change(shortId, draft.id),
      action: noticeAddress.check(shortId, draft.id),
      token,
    },
  });
}

function isInTime(deadlines: { objection: { closesAt: Date } | null } | null, instant: Date): boolean {
  return deadlines?.objection ? instant < deadlines.objection.closesAt : false;
}

/** Sends the objection. Confirmed before, it goes to the same confirmation. */
export async function confirmObjectionForm(desk: NoticeDesk, page: PageRequest<ButtonBody>): Promise<void> {
  const open = await openNotice(desk, page);
  if (!open) return;
  const { visit, session, locale } = open;
  const { shortId } = visit.notice;
  const texts = formTexts[locale];
  if (!desk.sessions.matchesFormToken(session, page.body.token)) {
    return showNotPossible(desk, page, open, { status: 403, text: texts.problems.staleForm });
  }
  const draft = await readDraft(desk, open, page.request.params.draftId);
  if (draft?.act !== 'object') return showNotPossible(desk, page, open, { status: 404, text: texts.check.gone });
  if (draft.reference) return page.response.redirect(303, noticeAddress.confirmation(shortId, draft.reference));
  if (!visit.acts.object) return showNotPossible(desk, page, open);
  const confirmed = await confirmObjection(desk.context, { actor: visit.actor, now: page.now, draftId: draft.id });
  if (!confirmed.ok) {
    const { code, detail } = confirmed.refusal;
    return showNotPossible(desk, page, open, { status: statusOf(code), text: detail?.[locale] });
  }
  page.response.redirect(303, noticeAddress.confirmation(shortId, confirmed.value.reference));
}

/** Objective grounds that the processor asked for. */
export async function postGrounds(desk: NoticeDesk, page: PageRequest<ObjectBody>): Promise<void> {
  const open = await openNotice(desk, page);
  if (!open) return;
  const { visit, session, locale } = open;
  const answers = readAnswers(page.body);
  const filled = { form: 'grounds' as const, answers };
  if (!desk.sessions.matchesFormToken(session, page.body.token)) {
    return showNotice(desk, page, open, { status: 403, problems: [staleFormProblem(locale)], filled });
  }
  const objection = visit.openObjection;
  if (!visit.acts.grounds || !objection) return showNotPossible(desk, page, open);
  const kept = await filesOf(desk, open, page, { form: 'grounds', kept: page.body.kept });
  const problems = [...problemsWith('grounds', answers, { groundsRequired: true, locale }), ...kept.problems];
  if (problems.length > 0) return showNotice(desk, page, open, { status: 422, problems, filled: { ...filled, files: kept.kept } });
  const ids = kept.kept.map(({ _id }) => _id);
  const files = await desk.context.data.draftFiles.read(ids, visit.actor);
  const given = await giveGrounds(desk.context, { actor: visit.actor, now: page.now, objectionId: objection._id, answers, files });
  if (!given.ok) {
    const { code } = given.refusal;
    return showNotPossible(desk, page, open, { status: statusOf(code), text: refusalText(given.refusal).detail[locale] });
  }
  page.response.redirect(303, `${noticeAddress.confirmation(visit.notice.shortId, objection.reference)}?done=grounds`);
}
