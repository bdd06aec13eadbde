import type { UserRecord } from '../../../data/account.model';
import type { NoticeRecord } from '../../../data/notice.model';
import type { ObjectionRecord } from '../../../data/objection.model';
import { describeInstant } from '../../../domain/periods/describe';
import { termsInWords } from '../../../domain/terms/termsInWords';
import type { DescribedObjection } from '../../../workflows/objections/describeObjection';
import { processorZone } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { objectionDeskTexts } from '../../texts/objectionDeskTexts';
import { objectionTexts } from '../../texts/objectionTexts';
import { dayText, type Fact } from '../changes/changeFacts';
import { changeTitle } from '../changes/changeLabels';
import { documentsView, fileLinks } from './deskDocuments';
import { entryNotice, entryState } from './entryView';
import { stepsView, type TypedValues } from './objectionSteps';
import { historyTimeline, outcomeTexts, stateTagOf } from './objectionWords';
import { stagesFacts } from './stagesFacts';
import { type TypedWork, workView } from './workView';

/** What was typed in whichever form of the page was refused. */
export interface TypedPage {
  steps?: TypedValues;
  work?: TypedWork;
  audience?: string;
}

/** Everything about one objection, and what can be done with it. */
export function objectionPage(
  described: DescribedObjection,
  { locale, typed, mayDecide, dpos }: { locale: PageLocale; typed: TypedPage; mayDecide: boolean; dpos: readonly UserRecord[] },
) {
  const texts = objectionTexts[locale];
  const { objection, notice, change, agreement, controller, documents, work } = described;
  const links = (ids: readonly string[]) => fileLinks(documents, { ids, objectionId: objection._id, locale });
  const deadlines = notice.deadlines;
  return {
    reference: objection.reference,
    state: stateTagOf(objection, locale),
    late: objection.late ? { label: texts.late, color: 'neutral' } : null,
    entry: entryNotice(described, { locale, mayDecide }),
    links: [
      { label: texts.facts.controller, links: [{ href: `/desk/controllers/${controller._id}`, label: controller.name }], none: '' },
      { label: texts.facts.agreement, links: [{ href: `/desk/agreements/${agreement._id}`, label: agreement.reference }], none: '' },
      { label: texts.facts.change, links: [{ href: `/desk/changes/${change._id}`, label: changeTitle(change, locale) }], none: '' },
    ],
    facts: factsOf(described, locale),
    stages: stagesFacts(objection, { timeZone: notice.terms.timeZone, locale }),
    why: deadlines ? { label: texts.why, lines: deadlines.explanation[locale] } : null,
    grounds: {
      title: texts.groundsTitle,
      rows: objection.grounds.map((each) => ({
        at: describeInstant(each.at, processorZone, locale, 'sameDay'),
        datetime: each.at.toISOString(),
        text: each.text || texts.noGrounds,
        by: texts.groundsBy(each.name, each.title),
        entry: entryState(each, locale),
        files: links(each.documentIds),
        how: each.enteredBy ? texts.enteredBy(each.enteredBy.name, channelText(each.enteredBy.channel, locale)) : texts.byLink,
      })),
    },
    proposals: {
      title: texts.proposalsTitle,
      rows: objection.proposals.map((proposal, index, all) => ({
        at: describeInstant(proposal.at, processorZone, locale, 'sameDay'),
        text: proposal.text,
        what: proposal.drop
          ? texts.proposal.drop
          : proposal.effectiveOn
            ? texts.proposal.from(dayText(proposal.effectiveOn, locale))
            : texts.proposal.proceed,
        files: links(proposal.documentIds),
        counter: proposal.counter && {
          title: objectionDeskTexts[locale].counterTitle,
          text: proposal.counter.text,
          day: proposal.counter.effectiveOn ? objectionDeskTexts[locale].counterDay(dayText(proposal.counter.effectiveOn, locale)) : '',
          files: links(proposal.counter.documentIds),
        },
        answer:
          texts.proposal.answers[proposal.answer ?? (proposal.lapsedAt ? 'lapsed' : index === all.length - 1 ? 'waiting' : 'superseded')],
      })),
    },
    history: { title: texts.historyTitle, timeline: historyTimeline(objection.history, locale) },
    documents: documentsView(documents, { objection, locale, mayDecide, audience: typed.audience ?? '' }),
    work: workView(work, { objection, dpos, typed: typed.work ?? {}, locale, mayDecide }),
    next: stepsView(described, { typed: typed.steps ?? {}, locale, mayDecide }),
  };
}

function channelText(channel: string, locale: PageLocale): string {
  const { channels } = objectionTexts[locale];
  return Object.hasOwn(channels, channel) ? channels[channel as keyof typeof channels] : channel;
}

function factsOf({ objection, notice, agreement }: DescribedObjection, locale: PageLocale): Fact[] {
  const texts = objectionTexts[locale];
  const { facts } = texts;
  const closesAt = notice.deadlines?.objection?.closesAt;
  const zone = notice.terms.timeZone;
  const rule = termsInWords(notice.terms).find(({ name }) => name === 'afterObjection');
  const outcome = outcomeTexts(objection, locale);
  return [
    { label: facts.received, values: [describeInstant(objection.receivedAt, zone, locale, 'sameDay')] },
    { label: facts.deadline, values: [closesAt ? describeInstant(closesAt, zone, locale) : texts.noWindow] },
    { label: facts.judged, values: [judgedText(objection, notice, locale)] },
    { label: facts.rule, values: (rule?.sentences ?? []).map((sentence) => sentence[locale]) },
    ...(objection.answerBy ? [{ label: facts.answerBy, values: [dayText(objection.answerBy, locale)] }] : []),
    ...(outcome.length > 0 ? [{ label: facts.outcome, values: outcome }] : []),
    ...(objection.agreementEndsOn && agreement.endsOn
      ? [{ label: facts.agreementEndsOn, values: [dayText(objection.agreementEndsOn, locale)] }]
      : []),
  ];
}

/** In time or late, and why: after the window, or after the change took effect. */
function judgedText(objection: ObjectionRecord, notice: NoticeRecord, locale: PageLocale): string {
  const { judged } = objectionTexts[locale];
  if (objection.history.some(({ event }) => event === 'admit')) return judged.admitted;
  if (!objection.late) return judged.inTime;
  const closesAt = notice.deadlines?.objection?.closesAt;
  const afterWindow = closesAt !== undefined && objection.receivedAt >= closesAt;
  return afterWindow || !notice.inEffectSince ? judged.lateWindow : judged.lateEffect(dayText(notice.inEffectSince, locale));
}
