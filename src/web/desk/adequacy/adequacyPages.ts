import type { AdequacyRecord } from '../../../data/adequacy.model';
import type { PersonActor } from '../../../domain/actor';
import type { CalendarDate } from '../../../domain/calendar/calendarDate';
import { describeInstant } from '../../../domain/periods/describe';
import type { AdequacyContent } from '../../../domain/transfer/adequacy';
import { type DecisionState, decisionState } from '../../../domain/transfer/adequacyList';
import { countryName } from '../../../domain/transfer/countries';
import { waitsForSecond } from '../../../workflows/adequacy/waitsForSecond';
import { processorZone } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { adequacyTexts } from '../../texts/adequacyTexts';
import { dayText, type Fact } from '../changes/changeFacts';
import type { Tag } from '../changes/changeLabels';

export const adequacyPath = '/desk/subprocessors/adequacy';

const stateColors: Record<DecisionState, Tag['color']> = {
  waiting: 'warning',
  coming: 'info',
  inForce: 'success',
  ended: 'neutral',
  discarded: 'neutral',
};

/** What the list says of a decision: what counts, else what waits or was given up. */
export function saidOf({ versions, waiting }: AdequacyRecord): AdequacyContent {
  const said = versions.at(-1) ?? waiting?.content;
  if (!said) throw new Error('a decision of which nothing was said');
  return said;
}

/** What the list of decisions prints, by country and day. */
export function adequacyListPage(
  decisions: readonly AdequacyRecord[],
  { today, locale, mayEdit }: { today: CalendarDate; locale: PageLocale; mayEdit: boolean },
) {
  const texts = adequacyTexts[locale];
  const rows = decisions.map((decision) => {
    const said = saidOf(decision);
    const state = decisionState(decision, today);
    return {
      href: `${adequacyPath}/${decision.id}`,
      country: countryName(decision.country, locale),
      from: said.from,
      name: `${said.name}, ${said.decision}`,
      scope: said.scope?.[locale] ?? null,
      fromText: dayText(said.from, locale),
      until: said.until ? dayText(said.until, locale) : texts.noEnd,
      tags: [
        { label: texts.states[state], color: stateColors[state] },
        ...(waitsForSecond(decision) && state !== 'waiting' ? [{ label: texts.waits, color: 'warning' as const }] : []),
      ],
    };
  });
  return {
    lead: texts.lead,
    empty: texts.empty,
    columns: texts.columns,
    add: mayEdit ? { href: `${adequacyPath}/new`, label: texts.add } : null,
    rows: rows.sort((one, other) => one.country.localeCompare(other.country, locale) || one.from.localeCompare(other.from)),
  };
}

/** What the page of one decision prints: what it says, what waits, and all that was ever said of it. */
export function adequacyPage(
  decision: AdequacyRecord,
  { today, locale, actor, mayConfirmOwn }: { today: CalendarDate; locale: PageLocale; actor: PersonActor; mayConfirmOwn: boolean },
) {
  const texts = adequacyTexts[locale];
  const { versions, waiting } = decision;
  const state = decisionState(decision, today);
  const mayEdit = actor.role === 'admin';
  const path = `${adequacyPath}/${decision.id}`;
  const isOwn = waiting?.by.personId === actor.personId && !mayConfirmOwn;
  const mayBeCorrected = mayEdit && state !== 'waiting' && state !== 'discarded';
  const waits = waitsForSecond(decision);
  const facts = factsOf(decision.country, saidOf(decision), locale);
  return {
    tags: [{ label: texts.states[state], color: stateColors[state] }],
    facts,
    links: mayBeCorrected
      ? [{ href: `${path}/edit`, label: texts.edit }, ...(state === 'ended' ? [] : [{ href: `${path}/end`, label: texts.end }])]
      : [],
    waiting:
      waits && waiting
        ? {
            title: texts.waitingTitle,
            text: texts.waitingText(waiting.by.name, describeInstant(waiting.at, processorZone, locale)),
            own: isOwn && mayEdit ? texts.ownWaiting : null,
            facts: versions.length > 0 ? differing(factsOf(decision.country, waiting.content, locale), facts) : [],
          }
        : null,
    form:
      mayEdit && (waits || state === 'coming')
        ? {
            action: `${path}/confirm`,
            version: decision.version,
            text: waits ? null : texts.giveUpText,
            buttons: [
              ...(waits && !isOwn ? [{ value: 'confirm', label: texts.confirm, secondary: false }] : []),
              { value: 'discard', label: texts.giveUp, secondary: true },
            ],
          }
        : null,
    history: {
      title: texts.historyTitle,
      columns: texts.historyColumns,
      rows: versions.map(({ countsFrom, saidBy, confirmedBy, ...said }) => ({
        countsFrom: countsFrom ? dayText(countsFrom, locale) : texts.always,
        content: said.decision,
        from: dayText(said.from, locale),
        until: said.until ? dayText(said.until, locale) : texts.noEnd,
        by: texts.by[byWhom(saidBy, confirmedBy)],
      })),
    },
  };
}

function byWhom(saidBy: string | null, confirmedBy: string | null): 'list' | 'one' | 'two' | 'self' {
  if (!saidBy) return 'list';
  if (!confirmedBy) return 'one';
  return saidBy === confirmedBy ? 'self' : 'two';
}

/** What would be said otherwise than it is now. */
function differing(said: Fact[], present: Fact[]): Fact[] {
  return said.filter(({ values }, index) => values[0] !== present[index]?.values[0]);
}

function factsOf(country: string, said: AdequacyContent, locale: PageLocale): Fact[] {
  const texts = adequacyTexts[locale];
  return [
    { label: texts.facts.country, values: [countryName(country, locale)] },
    { label: texts.facts.name, values: [said.name] },
    { label: texts.facts.decision, values: [said.decision] },
    { label: texts.facts.from, values: [dayText(said.from, locale)] },
    { label: texts.facts.until, values: [said.until ? dayText(said.until, locale) : texts.noEnd] },
    { label: texts.facts.scope, values: [said.scope?.[locale] ?? texts.everybody] },
    { label: texts.facts.certifiedOnly, values: [said.certifiedOnly ? texts.yes : texts.no] },
  ];
}
