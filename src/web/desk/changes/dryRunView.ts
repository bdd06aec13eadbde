import type { ChangeRecord } from '../../../data/change.model';
import { outsideInWords } from '../../../domain/approval/outsideDescription';
import { calendarDate } from '../../../domain/calendar/calendarDate';
import { describeDate } from '../../../domain/periods/describe';
import type { AgreementPreview, ChangePreview } from '../../../workflows/changes/previewChange';
import { processorDay } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import type { PageProblem } from '../../page';
import { changePageTexts } from '../../texts/changePageTexts';
import { formProblems } from './changeFormFields';
import { gateReasonTexts } from './gateReasons';

export const agreementsPerPage = 50;

interface DryRunFacts {
  change: ChangeRecord;
  locale: PageLocale;
  now: Date;
  /** Index of the first agreement shown. */
  from: number;
}

/** The dry run: whom the change affects, from which day, and what is in the way. */
export function dryRunView(preview: ChangePreview, { change, locale, now, from }: DryRunFacts) {
  const texts = changePageTexts[locale];
  const day = (date: Parameters<typeof describeDate>[0] | null): string => (date ? describeDate(date, locale) : texts.earliestUnknown);
  const { agreements, earliestEffectiveOn } = preview;
  const shown = agreements.slice(from, from + agreementsPerPage);
  const address = (start: number): string => `/desk/changes/${change._id}${start > 0 ? `?from=${start}` : ''}`;
  return {
    title: texts.dryRunTitle,
    lead: agreements.length === 0 ? texts.nobody : texts.dryRunLead(agreements.length),
    basis: texts.dryRunBasis(describeDate(processorDay(now), locale)),
    earliest: { label: texts.earliestForAll, value: day(earliestEffectiveOn) },
    verdict: agreements.length === 0 ? null : verdict(preview, change, locale),
    problemsTitle: texts.problemsTitle,
    problems: formProblems(preview.problems, { locale, editHref: `/desk/changes/${change._id}/edit` }).map(asLink),
    margins: {
      ...texts.margins,
      rows: preview.margins.map((margin) => ({
        margin: texts.margins.rows[margin.days],
        receivedOn: describeDate(margin.receivedOn, locale),
        earliest: day(margin.earliestEffectiveOn),
        preventedBy: margin.preventedBy.map(({ reference }) => reference),
      })),
    },
    columns: texts.preview,
    agreements: shown.map((agreement) => agreementRow(agreement, locale)),
    shown: agreements.length > shown.length ? texts.preview.shown(from + 1, from + shown.length, agreements.length) : null,
    pagination: {
      first: from > 0 ? address(0) : null,
      next: from + agreementsPerPage < agreements.length ? address(from + agreementsPerPage) : null,
    },
  };
}

function asLink({ text, summary, href }: PageProblem): { href: string | null; text: string } {
  return { href: href ?? null, text: summary ?? text };
}

function verdict(
  preview: ChangePreview,
  change: ChangeRecord,
  locale: PageLocale,
): { color: 'success' | 'warning' | 'info'; text: string } {
  const texts = changePageTexts[locale];
  const planned = calendarDate(change.plannedEffectiveOn);
  if (preview.tooEarly && preview.earliestEffectiveOn) {
    return { color: 'warning', text: texts.tooEarly(describeDate(planned, locale), describeDate(preview.earliestEffectiveOn, locale)) };
  }
  if (change.rollout === 'together') return { color: 'success', text: texts.plannedOk };
  const later = preview.agreements.filter(({ earliestEffectiveOn }) => earliestEffectiveOn && earliestEffectiveOn > planned).length;
  return { color: later > 0 ? 'info' : 'success', text: texts.plannedPerAgreement(later) };
}

function agreementRow(agreement: AgreementPreview, locale: PageLocale) {
  const texts = changePageTexts[locale];
  const { deadlines, contacts } = agreement;
  return {
    reference: agreement.reference,
    href: `/desk/agreements/${agreement.agreementId}`,
    controllerName: agreement.controllerName,
    contacts: contacts.length > 0 ? contacts.map(({ email, name }) => (name ? `${name} <${email}>` : email)) : [texts.preview.noContacts],
    objection: deadlines.objection ? describeDate(deadlines.objection.lastDay, locale) : texts.preview.openUntilEffect,
    earliest: agreement.earliestEffectiveOn ? describeDate(agreement.earliestEffectiveOn, locale) : texts.earliestUnknown,
    latestReceipt: agreement.latestReceiptOn ? describeDate(agreement.latestReceiptOn, locale) : '–',
    approvals: agreement.approvals.map((kind) => texts.approvalKinds[kind]),
    outside: (agreement.outsideDescription ? outsideInWords(agreement.outsideDescription) : []).map((sentence) => sentence[locale]),
    reasons: gateReasonTexts(agreement.reasons, locale),
    why: { label: texts.preview.why, lines: deadlines.explanation[locale] },
  };
}
