import type { Request } from 'express';
import type { AgreementRecord } from '../../../data/agreement.model';
import type { Dependencies } from '../../../dependencies';
import { retentionRules } from '../../../workflows/retention/retentionRules';
import { listRetention } from '../../../workflows/retention/runRetention';
import { setRetentionHold } from '../../../workflows/retention/setRetentionHold';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute, postPage } from '../../pageRoute';
import { refusalProblems } from '../../refusalProblems';
import { statusOf } from '../../refusals';
import { showErrorPage } from '../../showErrorPage';
import { auditListTexts } from '../../texts/auditListTexts';
import { retentionTexts } from '../../texts/retentionTexts';
import { agreementCrumbs, findAgreement } from '../agreements/agreementRoutes';
import { formBody, textOf } from '../formBody';
import { retentionPage } from './retentionPage';

const mostListed = 50;
const mostRuns = 30;
const longestReason = 1_000;

/** What is erased when, what is ready for it and what was; and holds on agreements. */
export function retentionRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  return [
    getPage({
      path: '/desk/retention',
      access: ['admin', 'dpo', 'auditor'],
      handler: async ({ request, response, locale, now, actor }) => {
        const [lists, nextDays, totals, runs, held] = await Promise.all([
          listRetention(context, { now, most: mostListed }),
          Promise.all(retentionRules.map(async (rule) => [rule.name, await rule.nextDueAt(context, now)] as const)),
          data.retentionRuns.totals(),
          data.retentionRuns.listNewest(mostRuns),
          data.retentionAgreements.listHeld(),
        ]);
        const holds = held.flatMap(({ _id, reference, retentionHold }) =>
          retentionHold ? [{ _id, reference, at: retentionHold.at, reason: retentionHold.reason }] : [],
        );
        showPage(request, response, {
          view: 'pages/retention/show',
          title: retentionTexts[locale].title,
          // Others than administrators come here from the audit trail.
          ...(actor.role === 'admin'
            ? { section: 'retention' as const }
            : { section: 'audit' as const, breadcrumbs: [{ href: '/desk/audit', label: auditListTexts[locale].title }] }),
          model: retentionPage(
            { lists, next: new Map(nextDays), totals, runs, held: holds, years: context.settings.retentionYears },
            locale,
          ),
        });
      },
    }),
    getPage({
      path: '/desk/agreements/:id/hold',
      access: ['admin', 'dpo'],
      handler: async (page) => {
        const agreement = await findAgreement(data, page.request);
        if (!agreement || agreement.erased) return showErrorPage(page.request, page.response, { status: 404, text: 'notFound' });
        showHoldForm(page, { agreement });
      },
    }),
    postPage({
      path: '/desk/agreements/:id/hold',
      access: ['admin', 'dpo'],
      body: formBody,
      handler: async (page) => {
        const { request, response, actor, now, locale, body } = page;
        const agreement = await findAgreement(data, request);
        if (!agreement) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const lifts = textOf(body, 'act') === 'lift';
        const reason = textOf(body, 'reason').slice(0, longestReason);
        if (!lifts && reason === '') {
          const problems = [{ field: 'reason', text: retentionTexts[locale].hold.reasonMissing }];
          return showHoldForm(page, { agreement, status: 422, problems });
        }
        const outcome = await setRetentionHold(context, { actor, now, agreementId: agreement._id, reason: lifts ? null : reason });
        if (outcome.ok) return response.redirect(303, `/desk/agreements/${agreement._id}?done=${lifts ? 'lifted' : 'held'}`);
        const { refusal } = outcome;
        showHoldForm(page, { agreement, said: reason, status: statusOf(refusal.code), problems: refusalProblems(refusal, locale) });
      },
    }),
  ];
}

function showHoldForm(
  { request, response, locale }: Pick<PageRequest, 'request' | 'response' | 'locale'>,
  { agreement, said = '', status, problems }: { agreement: AgreementRecord; said?: string; status?: number; problems?: PageProblem[] },
): void {
  const texts = retentionTexts[locale].hold;
  const { retentionHold, reference, _id } = agreement;
  const address = `/desk/agreements/${_id}`;
  const shown = request as Request;
  showPage(shown, response, {
    view: 'pages/retention/hold',
    title: retentionHold ? texts.liftTitle(reference) : texts.title(reference),
    section: 'agreements',
    self: `${address}/hold`,
    breadcrumbs: agreementCrumbs(shown, agreement),
    ...(status ? { status } : {}),
    ...(problems ? { problems } : {}),
    model: {
      action: `${address}/hold`,
      lead: retentionHold ? texts.liftLead(retentionHold.reason) : texts.lead,
      act: retentionHold ? 'lift' : 'hold',
      field: retentionHold ? null : { name: 'reason', label: texts.reason, hint: texts.reasonHint, value: said },
      save: retentionHold ? texts.lift : texts.save,
      cancel: { href: address, label: texts.cancel },
    },
  });
}
