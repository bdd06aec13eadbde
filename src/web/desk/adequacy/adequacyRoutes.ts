import type { AdequacyRecord } from '../../../data/adequacy.model';
import type { Dependencies } from '../../../dependencies';
import type { Refusal } from '../../../domain/outcome';
import { adequacyEnd, adequacyInput, adequacyPatch } from '../../../schemas/adequacy';
import { readInput } from '../../../schemas/readInput';
import { confirmDecision } from '../../../workflows/adequacy/confirmDecision';
import { correctDecision } from '../../../workflows/adequacy/correctDecision';
import { discardDecision } from '../../../workflows/adequacy/discardDecision';
import { proposeDecision } from '../../../workflows/adequacy/proposeDecision';
import { processorDay } from '../../../workflows/processorDay';
import { showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { adequacyTexts } from '../../texts/adequacyTexts';
import { subprocessorTexts } from '../../texts/subprocessorTexts';
import { type FormBody, formBody, textOf, versionOf } from '../formBody';
import { doneNotice, pathId } from '../pageAddress';
import { type AdequacyForm, adequacyFormPage, adequacyProblems, formOfDecision, inputOfForm, readAdequacyForm } from './adequacyForm';
import { adequacyListPage, adequacyPage, adequacyPath, saidOf } from './adequacyPages';

const everybody = ['admin', 'publisher', 'dpo', 'auditor'] as const;

interface Typed {
  form: AdequacyForm;
  refusal?: Refusal;
}

/** The dated list of adequacy decisions: the list, one decision with all that was said of it, entering, correcting, ending, and the second person's yes. */
export function adequacyRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  /** The decision of the address; undefined once the page has been answered. */
  async function load({ request, response }: PageRequest<unknown>): Promise<AdequacyRecord | undefined> {
    const { decisions } = await data.adequacy.read();
    const found = decisions.find(({ id }) => id === pathId(request.params));
    if (!found) showErrorPage(request, response, { status: 404, text: 'notFound' });
    return found;
  }

  function crumbs({ locale }: PageRequest<unknown>, decision: AdequacyRecord | null = null, isBelow = false) {
    return [
      { href: '/desk/subprocessors', label: subprocessorTexts[locale].listTitle },
      ...(isBelow ? [{ href: adequacyPath, label: adequacyTexts[locale].title }] : []),
      ...(decision ? [{ href: `${adequacyPath}/${decision.id}`, label: saidOf(decision).decision }] : []),
    ];
  }

  function showOne(page: PageRequest<unknown>, decision: AdequacyRecord, refusal?: Refusal): void {
    const { request, response, locale, actor, now } = page;
    const said = saidOf(decision);
    showPage(request, response, {
      view: 'pages/adequacy/show',
      title: `${said.name}, ${said.decision}`,
      section: 'subprocessors',
      status: refusal ? statusOf(refusal.code) : 200,
      problems: refusal && refusalProblems(refusal, locale),
      notice: request.method === 'GET' ? doneNotice(request.query.done, adequacyTexts[locale].done) : null,
      self: `${adequacyPath}/${decision.id}`,
      breadcrumbs: crumbs(page, null, true),
      model: adequacyPage(decision, { today: processorDay(now), locale, actor, mayConfirmOwn: context.settings.allowSelfRelease }),
    });
  }

  function showForm(page: PageRequest<unknown>, decision: AdequacyRecord | null, { form, refusal }: Typed): void {
    const { request, response, locale } = page;
    const texts = adequacyTexts[locale].form;
    const model = adequacyFormPage(form, { decision, locale });
    showPage(request, response, {
      view: 'pages/adequacy/form',
      title: decision ? texts.editTitle : texts.newTitle,
      section: 'subprocessors',
      status: refusal ? statusOf(refusal.code) : 200,
      problems: refusal && refusalProblems(refusal, locale, (errors) => adequacyProblems(errors, locale)),
      self: model.action,
      breadcrumbs: crumbs(page, decision, true),
      model,
    });
  }

  function showEnd(
    page: PageRequest<unknown>,
    decision: AdequacyRecord,
    { until = '', refusal }: { until?: string; refusal?: Refusal } = {},
  ) {
    const { request, response, locale } = page;
    const texts = adequacyTexts[locale];
    const href = `${adequacyPath}/${decision.id}`;
    showPage(request, response, {
      view: 'pages/simpleForm',
      title: texts.form.endTitle,
      section: 'subprocessors',
      status: refusal ? statusOf(refusal.code) : 200,
      problems: refusal && refusalProblems(refusal, locale, (errors) => adequacyProblems(errors, locale)),
      self: `${href}/end`,
      breadcrumbs: crumbs(page, decision, true),
      model: {
        id: 'end',
        lead: [texts.form.endLead, ...(decision.waiting ? [texts.form.takesPlace] : [])].join(' '),
        action: `${href}/end`,
        version: String(decision.version),
        fields: [{ name: 'until', label: texts.facts.until, value: until, kind: 'date', width: 'short' }],
        save: texts.end,
        cancel: { href, label: texts.form.cancel },
      },
    });
  }

  /** Where an act leads: what waits for another is told otherwise than what counts already. */
  function afterCorrection({ response }: PageRequest<unknown>, { id, waiting }: AdequacyRecord, done: 'corrected' | 'ended'): void {
    response.redirect(303, `${adequacyPath}/${id}?done=${waiting ? 'correctionProposed' : done}`);
  }

  async function correct(page: PageRequest<FormBody>): Promise<void> {
    const decision = await load(page);
    if (!decision) return;
    const form = readAdequacyForm(page.body);
    const input = readInput(adequacyPatch, inputOfForm(form, false));
    const { actor, now } = page;
    const act = { actor, now, decisionId: decision.id, version: versionOf(page.body) };
    const outcome = input.ok ? await correctDecision(context, { ...act, patch: input.value }) : input;
    if (!outcome.ok) return showForm(page, decision, { form, refusal: outcome.refusal });
    afterCorrection(page, outcome.value, 'corrected');
  }

  async function end(page: PageRequest<FormBody>): Promise<void> {
    const decision = await load(page);
    if (!decision) return;
    const until = textOf(page.body, 'until');
    const input = readInput(adequacyEnd, { until });
    const { actor, now } = page;
    const act = { actor, now, decisionId: decision.id, version: versionOf(page.body) };
    const outcome = input.ok ? await correctDecision(context, { ...act, patch: { until: input.value.until } }) : input;
    if (!outcome.ok) return showEnd(page, decision, { until, refusal: outcome.refusal });
    afterCorrection(page, outcome.value, 'ended');
  }

  async function decide(page: PageRequest<FormBody>): Promise<void> {
    const decision = await load(page);
    if (!decision) return;
    const { response, actor, now, body } = page;
    const said = textOf(body, 'decision');
    if (said !== 'confirm' && said !== 'discard') return showOne(page, decision);
    const isConfirmed = said === 'confirm';
    // Without one nobody can have read it.
    const act = { actor, now, decisionId: decision.id, version: versionOf(body) ?? 0 };
    const outcome = isConfirmed ? await confirmDecision(context, act) : await discardDecision(context, act);
    if (!outcome.ok) return showOne(page, decision, outcome.refusal);
    response.redirect(303, `${adequacyPath}/${decision.id}?done=${isConfirmed ? 'confirmed' : 'discarded'}`);
  }

  return [
    getPage({
      path: adequacyPath,
      access: everybody,
      handler: async (page) => {
        const { request, response, locale, actor, now } = page;
        const { decisions } = await data.adequacy.read();
        showPage(request, response, {
          view: 'pages/adequacy/list',
          title: adequacyTexts[locale].title,
          section: 'subprocessors',
          breadcrumbs: crumbs(page),
          model: adequacyListPage(decisions, { today: processorDay(now), locale, mayEdit: actor.role === 'admin' }),
        });
      },
    }),
    getPage({
      path: `${adequacyPath}/new`,
      access: ['admin'],
      handler: async (page) => showForm(page, null, { form: readAdequacyForm({}) }),
    }),
    postPage({
      path: `${adequacyPath}/new`,
      access: ['admin'],
      body: formBody,
      handler: async (page) => {
        const { response, actor, now, body } = page;
        const form = readAdequacyForm(body);
        const input = readInput(adequacyInput, inputOfForm(form, true));
        const outcome = input.ok ? await proposeDecision(context, { actor, now, input: input.value }) : input;
        if (!outcome.ok) return showForm(page, null, { form, refusal: outcome.refusal });
        response.redirect(303, `${adequacyPath}/${outcome.value.id}?done=proposed`);
      },
    }),
    getPage({
      path: `${adequacyPath}/:id`,
      access: everybody,
      handler: async (page) => {
        const decision = await load(page);
        if (decision) showOne(page, decision);
      },
    }),
    getPage({
      path: `${adequacyPath}/:id/edit`,
      access: ['admin'],
      handler: async (page) => {
        const decision = await load(page);
        if (decision) showForm(page, decision, { form: formOfDecision(decision) });
      },
    }),
    postPage({ path: `${adequacyPath}/:id/edit`, access: ['admin'], body: formBody, handler: correct }),
    getPage({
      path: `${adequacyPath}/:id/end`,
      access: ['admin'],
      handler: async (page) => {
        const decision = await load(page);
        if (decision) showEnd(page, decision);
      },
    }),
    postPage({ path: `${adequacyPath}/:id/end`, access: ['admin'], body: formBody, handler: end }),
    postPage({ path: `${adequacyPath}/:id/confirm`, access: ['admin'], body: formBody, handler: decide }),
  ];
}
