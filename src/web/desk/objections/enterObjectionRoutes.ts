import type { Request, Response } from 'express';
import type { NoticeRecord } from '../../../data/notice.model';
import type { Dependencies } from '../../../dependencies';
import { type FieldProblem, type Outcome, type Refusal, refuse } from '../../../domain/outcome';
import { describeZone } from '../../../domain/periods/describe';
import { objectionInput } from '../../../schemas/objections';
import { problemText } from '../../../schemas/problemTexts';
import { readInput } from '../../../schemas/readInput';
import { type EnteredObjection, enterObjection } from '../../../workflows/objections/enterObjection';
import { processorZone } from '../../../workflows/processorDay';
import { filesField } from '../../documents/receiveFiles';
import type { PageLocale } from '../../locale';
import { instantOfLocal } from '../../localInstant';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { objectionDeskTexts } from '../../texts/objectionDeskTexts';
import { objectionTexts } from '../../texts/objectionTexts';
import { changeTitle } from '../changes/changeLabels';
import { type FormBody, formBody, textOf } from '../formBody';
import { isRecordId } from '../lookUps';
import { filesAgain, staffFiles } from '../staffFiles';

/** As many as a choice may have. */
const mostChoices = 200;

/** Stands for the notice where none was chosen; no record has this id. */
const nobody = '0'.repeat(24);

interface EntryForm {
  changeId: string;
  noticeId: string;
  receivedAt: string;
  channel: string;
  grounds: string;
  name: string;
  title: string;
}

const emptyForm: EntryForm = { changeId: '', noticeId: '', receivedAt: '', channel: '', grounds: '', name: '', title: '' };

/** Entering an objection that did not come through the link: first which change, then the rest. Stands before `/desk/objections/:id`. */
export function enterObjectionRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  async function showStart(request: Request, response: Response, problems: PageProblem[] = []): Promise<void> {
    const locale = request.locale;
    const texts = objectionTexts[locale].enterForm;
    const changes = await data.changes.listEverPublished(mostChoices);
    showPage(request, response, {
      view: 'pages/objections/enterStart',
      title: texts.title,
      section: 'objections',
      status: problems.length > 0 ? 422 : 200,
      problems,
      breadcrumbs: crumbs(locale),
      model: {
        lead: texts.lead,
        none: changes.length === 0 ? texts.noChanges : null,
        change: {
          name: 'changeId',
          label: texts.change,
          options: [
            { value: '', label: texts.chooseChange, selected: true },
            ...changes.map((change) => ({ value: change._id, label: changeTitle(change, locale), selected: false })),
          ],
        },
        continue: texts.continue,
        cancel: { href: '/desk/objections', label: texts.cancel },
      },
    });
  }

  async function showForm(
    request: Request,
    response: Response,
    form: EntryForm,
    { notices, refusal, files = [] }: { notices: NoticeRecord[]; refusal?: Refusal; files?: PageProblem[] },
  ): Promise<void> {
    const locale = request.locale;
    const texts = objectionTexts[locale];
    const labels = texts.enterForm;
    const change = await data.changes.find(notices[0]?.changeId ?? form.changeId);
    const chosen = notices.find(({ _id }) => _id === form.noticeId);
    const name = ({ content }: NoticeRecord): string => `${content.controllerName} (${content.agreementReference})`;
    showPage(request, response, {
      view: 'pages/objections/enter',
      title: labels.title,
      section: 'objections',
      status: refusal ? statusOf(refusal.code) : files.length > 0 ? 422 : 200,
      problems: [...(refusal ? refusalProblems(refusal, locale, (errors) => entryProblems(errors, locale)) : []), ...files],
      self: '/desk/objections/new',
      breadcrumbs: crumbs(locale),
      model: {
        lead: labels.lead,
        about: change ? [{ label: labels.about, values: [changeTitle(change, locale)] }] : [],
        changeId: form.changeId,
        notice: {
          name: 'noticeId',
          label: labels.notice,
          hint: notices.length >= mostChoices ? labels.noticeHint : null,
          options: [
            { value: '', label: labels.chooseNotice, selected: form.noticeId === '' },
            ...notices.map((notice) => ({ value: notice._id, label: name(notice), selected: notice._id === form.noticeId })),
          ],
        },
        receivedAt: {
          name: 'receivedAt',
          label: labels.receivedAt(describeZone(chosen?.terms.timeZone ?? processorZone, locale)),
          hint: labels.receivedAtHint,
          value: form.receivedAt,
          kind: 'datetime-local',
          width: 'short',
        },
        channel: {
          name: 'channel',
          kind: 'radio',
          legend: labels.channel,
          options: (['mail', 'letter', 'phone'] as const).map((value) => ({
            value,
            label: capitalised(texts.channels[value]),
            checked: form.channel === value,
          })),
        },
        grounds: { name: 'grounds', label: labels.grounds, value: form.grounds, kind: 'textarea', rows: 8 },
        fields: [
          { name: 'name', label: labels.name, value: form.name },
          { name: 'title', label: labels.titleLabel, value: form.title },
        ],
        file: {
          name: filesField,
          label: objectionDeskTexts[locale].files.ofEntry,
          hint: objectionDeskTexts[locale].files.hint,
          multiple: true,
        },
        save: labels.save,
        cancel: { href: '/desk/objections', label: labels.cancel },
      },
    });
  }

  /** The notices to choose from: the one that was asked for, or those of the change. */
  async function noticesFor({ noticeId, changeId }: { noticeId: unknown; changeId: unknown }): Promise<NoticeRecord[]> {
    if (isRecordId(changeId)) return (await data.notices.listOfChange(changeId, { limit: mostChoices })).items;
    const notice = isRecordId(noticeId) ? await data.notices.find(noticeId) : null;
    return notice ? [notice] : [];
  }

  return [
    getPage({
      path: '/desk/objections/new',
      access: ['dpo'],
      handler: async ({ request, response, locale }) => {
        const { noticeId, changeId } = request.query;
        if (noticeId === undefined && changeId === undefined) return showStart(request, response);
        const notices = await noticesFor({ noticeId, changeId });
        if (notices.length === 0)
          return showStart(request, response, [{ field: 'changeId', text: objectionTexts[locale].enterForm.changeMissing }]);
        const asked = isRecordId(noticeId) ? noticeId : '';
        await showForm(request, response, { ...emptyForm, changeId: isRecordId(changeId) ? changeId : '', noticeId: asked }, { notices });
      },
    }),
    postPage({
      path: '/desk/objections/new',
      access: ['dpo'],
      body: formBody,
      handler: async ({ request, response, actor, now, body }) => {
        const form = readForm(body);
        const notices = await noticesFor(form);
        const chosen = notices.find(({ _id }) => _id === form.noticeId);
        const input = inputOf(form, chosen?.terms.timeZone ?? processorZone);
        const { files, problems } = staffFiles(request, filesField);
        if (problems.length > 0)
          return showForm(request, response, form, { notices, refusal: input.ok ? undefined : input.refusal, files: problems });
        const outcome = input.ok ? await enterObjection(context, { actor, now, input: input.value, files }) : input;
        if (!outcome.ok) {
          return showForm(request, response, form, {
            notices,
            refusal: outcome.refusal,
            files: filesAgain(request, { field: filesField, problems: [] }),
          });
        }
        response.redirect(303, `/desk/objections/${outcome.value._id}?done=entered`);
      },
    }),
  ];
}

function readForm(body: FormBody): EntryForm {
  const read = (name: keyof EntryForm): string => textOf(body, name);
  return {
    changeId: read('changeId'),
    noticeId: read('noticeId'),
    receivedAt: read('receivedAt'),
    channel: read('channel'),
    grounds: read('grounds'),
    name: read('name'),
    title: read('title'),
  };
}

/** The day and time are meant in the agreement's own zone. */
function inputOf({ noticeId, receivedAt, channel, grounds, name, title }: EntryForm, timeZone: string): Outcome<EnteredObjection> {
  const instant = instantOfLocal(receivedAt, timeZone);
  const read = readInput(objectionInput, {
    // Whatever else is wrong is said at once: the schema looks at which notice only when all the rest is right.
    noticeId: noticeId || nobody,
    ...(instant ? { receivedAt: instant.toISOString() } : {}),
    grounds,
    name,
    title,
    ...(channel ? { channel } : {}),
  });
  if (noticeId) return read;
  const missing = { pointer: '/noticeId', code: 'required', detail: problemText('required') };
  return refuse('invalid', { errors: [missing, ...(read.ok ? [] : (read.refusal.errors ?? []))] });
}

function entryProblems(problems: FieldProblem[], locale: PageLocale): PageProblem[] {
  const texts = objectionTexts[locale].enterForm;
  const labels: Record<string, string> = {
    noticeId: texts.notice,
    receivedAt: texts.receivedAt(describeZone(processorZone, locale)),
    channel: texts.channel,
    grounds: texts.grounds,
    name: texts.name,
    title: texts.titleLabel,
  };
  return problems.map(({ pointer, code, detail }) => {
    const name = pointer.slice(1);
    const label = Object.hasOwn(labels, name) ? labels[name] : undefined;
    const text = name === 'receivedAt' && code === 'required' ? texts.instantMissing : detail[locale];
    return { field: label ? name : null, text, summary: label ? `${label}: ${text}` : text };
  });
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function crumbs(locale: PageLocale) {
  return [{ href: '/desk/objections', label: objectionTexts[locale].listTitle }];
}
