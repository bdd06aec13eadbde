import type { NoticeRecord } from '../../../data/notice.model';
import type { ObjectionRecord } from '../../../data/objection.model';
import { describeInstant } from '../../../domain/periods/describe';
import { termsInWords } from '../../../domain/terms/termsInWords';
import type { DescribedObjection } from '../../../workflows/objections/describeObjection';
import { processorZone } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { objectionTexts } from '../../texts/objectionTexts';
import { dayText, type Fact } from '../changes/changeFacts';
import { changeTitle } from '../changes/changeLabels';
import { stepsView, type TypedValues } from './objectionSteps';
import { historyTimeline, objectionStateTag, outcomeTexts } from './objectionWords';

/** Everything about one objection, and what can be done with it. */
export function objectionPage(
  described: DescribedObjection,
  { locale, typed, mayDecide }: { locale: PageLocale; typed: TypedValues; mayDecide: boolean },
) {
  const texts = objectionTexts[locale];
  const { objection, notice, change, agreement, controller, allowed } = described;
  const deadlines = notice.deadlines;
  return {
    reference: objection.reference,
    state: objectionStateTag(objection.state, locale),
    late: objection.late ? { label: texts.late, color: 'neutral' } : null,
    links: [
      { label: texts.facts.controller, links: [{ href: `/desk/controllers/${controller._id}`, label: controller.name }], none: '' },
      { label: texts.facts.agreement, links: [{ href: `/desk/agreements/${agreement._id}`, label: agreement.reference }], none: '' },
      { label: texts.facts.change, links: [{ href: `/desk/changes/${change._id}`, label: changeTitle(change, locale) }], none: '' },
    ],
    facts: factsOf(described, locale),
    why: deadlines ? { label: texts.why, lines: deadlines.explanation[locale] } : null,
    grounds: {
      title: texts.groundsTitle,
      rows: objection.grounds.map((each) => ({
        at: describeInstant(each.at, processorZone, locale, 'sameDay'),
        datetime: each.at.toISOString(),
        text: each.text || texts.noGrounds,
        by: texts.groundsBy(each.name, each.title),
        how: each.enteredBy ? texts.enteredBy(each.enteredBy.name, channelText(each.enteredBy.channel, locale)) : texts.byLink,
      })),
    },
    proposals: {
      title: texts.proposalsTitle,
      none: texts.noProposals,
      rows: objection.proposals.map((proposal, index, all) => ({
        at: describeInstant(proposal.at, processorZone, locale, 'sameDay'),
        text: proposal.text,
        what: proposal.drop
          ? texts.proposal.drop
          : proposal.effectiveOn
            ? texts.proposal.from(dayText(proposal.effectiveOn, locale))
            : texts.proposal.proceed,
        answer:
          texts.proposal.answers[proposal.answer ?? (proposal.lapsedAt ? 'lapsed' : index === all.length - 1 ? 'waiting' : 'superseded')],
      })),
    },
    history: { title: texts.historyTitle, timeline: historyTimeline(objection.history, locale) },
    next: stepsView(objection, { allowed, typed, locale, mayDecide }),
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
