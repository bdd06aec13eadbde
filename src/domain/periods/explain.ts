import { type DescribedData, outsideInWords } from '../approval/outsideDescription';
import type { BothLanguages } from '../outcome';
import type { ApprovalKind, Explanation } from '../terms/terms';
import type { Narrowing } from '../terms/termsFor';
import type { ComputedDays } from './computeDays';
import { describeDate, describeInstant, describeZone } from './describe';
import { rollInWords } from './rollInWords';
import { approvalInWords, clauseInWords, periodInWords, startHappened, startInWords } from './words';

const narrowingInWords: Record<Narrowing, BothLanguages> = {
  override: {
    nb: 'Avtalen har egne regler for denne typen endring, og de er brukt her.',
    en: 'The agreement has rules of its own for this kind of change, and they are used here.',
  },
  emergency: {
    nb: 'Endringen haster. Avtalen tillater da en kortere varslingsfrist. Alt annet er som ellers, også fristen for å motsette seg og det som krever godkjenning.',
    en: 'The change is urgent. The agreement then allows a shorter notice period. Everything else is as usual, also the time to object and what needs an approval.',
  },
  intraGroupInEea: {
    nb: 'Underdatabehandleren er i samme konsern og bare innenfor EØS. Avtalen krever da informasjon på forhånd, men ingen varslingsfrist.',
    en: 'The subprocessor is in the same group and only within the EEA. The agreement then requires information beforehand, but no notice period.',
  },
  removalAnnounced: {
    nb: 'Underdatabehandleren fjernes. Avtalen krever bare at det blir fortalt, og bruken kan stanses når som helst.',
    en: 'The subprocessor is removed. The agreement only requires that this is told, and the use can be stopped at any time.',
  },
};

function explainNotice(days: ComputedDays, clause: BothLanguages): BothLanguages[] {
  const { notice, terms } = days;
  const { period, from, clearDays } = terms.notice;
  const start = startInWords(from);
  const lines: BothLanguages[] = [];

  if (period) {
    const length = periodInWords(period);
    lines.push({
      nb: `Varslingsfristen er ${length.nb} fra ${start.nb}${clause.nb}.`,
      en: `The notice period is ${length.en} from ${start.en}${clause.en}.`,
    });
  } else {
    lines.push({
      nb: `Det er ingen varslingsfrist${clause.nb}: endringen kan tidligst tre i kraft dagen etter ${start.nb}.`,
      en: `There is no notice period${clause.en}: the change may take effect from the day after ${start.en}.`,
    });
  }
  if (!notice) {
    lines.push({
      nb: `Dagen for ${start.nb} er ikke kjent ennå, så det er heller ikke dagen endringen tidligst kan tre i kraft.`,
      en: `The day of ${start.en} is not known yet, and so neither is the earliest day of effect.`,
    });
    return lines;
  }

  const happened = startHappened[notice.started.start];
  lines.push({
    nb: `${happened.nb} ${describeDate(notice.started.on, 'nb')}. Den dagen regnes ikke med.`,
    en: `${happened.en} ${describeDate(notice.started.on, 'en')}. That day is not counted.`,
  });
  const { lastDay, earliestEffectiveOn } = notice;
  if (period && lastDay) {
    if (period.unit === 'months' && lastDay.slice(8) !== notice.started.on.slice(8)) {
      lines.push({
        nb: 'Måneden fristen ender i, er kortere. Da gjelder månedens siste dag.',
        en: 'The month in which the period ends is shorter. Its last day then counts.',
      });
    }
    lines.push(
      clearDays
        ? {
            nb: `Varslingsfristens siste dag er ${describeDate(lastDay, 'nb')}, så fristen tillater at endringen trer i kraft fra og med ${describeDate(earliestEffectiveOn, 'nb')}.`,
            en: `The last day of the notice period is ${describeDate(lastDay, 'en')}, so the period allows the change to take effect from ${describeDate(earliestEffectiveOn, 'en')}.`,
          }
        : {
            nb: `Varslingsfristens siste dag er ${describeDate(lastDay, 'nb')}, og endringen kan tre i kraft samme dag.`,
            en: `The last day of the notice period is ${describeDate(lastDay, 'en')}, and the change may take effect on that same day.`,
          },
    );
  }
  return lines;
}

function explainObjection(days: ComputedDays, closesAt: Date | null, clause: BothLanguages): BothLanguages[] {
  const { notice, objection, terms } = days;
  const { window, from } = terms.objection;
  if (!window) {
    return [
      {
        nb: `Det er ingen egen frist for å motsette seg endringen${clause.nb}: det kan gjøres helt til den trer i kraft.`,
        en: `There is no separate time limit for objecting${clause.en}: it can be done until the change takes effect.`,
      },
    ];
  }
  const length = periodInWords(window);
  const start = startInWords(from);
  const lines: BothLanguages[] = [
    {
      nb: `Fristen for å motsette seg endringen er ${length.nb} fra ${start.nb}${clause.nb}.`,
      en: `The time to object to the change is ${length.en} from ${start.en}${clause.en}.`,
    },
  ];
  if (!objection || !closesAt) {
    lines.push({
      nb: `Dagen for ${start.nb} er ikke kjent ennå, så fristen har ikke begynt å løpe.`,
      en: `The day of ${start.en} is not known yet, so the time to object has not started to run.`,
    });
    return lines;
  }
  if (notice?.started.start !== objection.started.start || notice.started.on !== objection.started.on) {
    const happened = startHappened[objection.started.start];
    lines.push({
      nb: `${happened.nb} ${describeDate(objection.started.on, 'nb')}. Den dagen regnes ikke med.`,
      en: `${happened.en} ${describeDate(objection.started.on, 'en')}. That day is not counted.`,
    });
  }
  lines.push(...rollInWords(objection, terms.calendar));
  lines.push({
    nb: `Siste frist for å motsette seg endringen er ${describeInstant(closesAt, terms.timeZone, 'nb')}.`,
    en: `The last moment to object is ${describeInstant(closesAt, terms.timeZone, 'en')}.`,
  });
  return lines;
}

function explainEffect(days: ComputedDays): BothLanguages[] {
  const { earliestEffectiveOn, heldByWindow, notice, terms } = days;
  if (!earliestEffectiveOn) {
    if (!notice) return [];
    return [
      {
        nb: 'Endringen kan ikke tre i kraft før fristen for å motsette seg er ute. Dagen er derfor ikke kjent ennå.',
        en: 'The change cannot take effect before the time to object is over. The day is therefore not known yet.',
      },
    ];
  }
  const why = heldByWindow
    ? {
        nb: 'Endringen kan ikke tre i kraft før fristen for å motsette seg er ute. ',
        en: 'The change cannot take effect before the time to object is over. ',
      }
    : { nb: '', en: '' };
  return [
    {
      nb: `${why.nb}Tidligste dag endringen kan tre i kraft, er ${describeDate(earliestEffectiveOn, 'nb')}, fra kl. 00.00 (${describeZone(terms.timeZone, 'nb')}).`,
      en: `${why.en}The earliest day on which the change can take effect is ${describeDate(earliestEffectiveOn, 'en')}, from 00:00 (${describeZone(terms.timeZone, 'en')}).`,
    },
  ];
}

function explainAnnouncement({ notice }: ComputedDays): BothLanguages[] {
  if (!notice) return [{ nb: 'Fjerningen er ikke varslet ennå.', en: 'The removal has not been announced yet.' }];
  const happened = startHappened[notice.started.start];
  return [
    {
      nb: `${happened.nb} ${describeDate(notice.started.on, 'nb')}. Fjerningen regnes som varslet fra dagen etter, ${describeDate(notice.earliestEffectiveOn, 'nb')}; ingen trenger å vente på den dagen.`,
      en: `${happened.en} ${describeDate(notice.started.on, 'en')}. The removal counts as announced from the day after, ${describeDate(notice.earliestEffectiveOn, 'en')}; nobody has to wait for that day.`,
    },
  ];
}

/** That an emergency changes nothing here, since the agreement has no shorter period for it. */
function notShortened({ narrowings, terms }: ComputedDays): BothLanguages[] {
  if (terms.emergency || narrowings.includes('removalAnnounced')) return [];
  return [
    {
      nb: 'Endringen haster, men avtalen har ingen kortere varslingsfrist for slike tilfeller. Fristene er de vanlige.',
      en: 'The change is urgent, but the agreement has no shorter notice period for such cases. The time limits are the usual ones.',
    },
  ];
}

/**
 * How every date came about, in sentences that a lawyer and a shopkeeper both understand (DESIGN.md, Periods, rule 7): the rule with its `clause`,
 * the start, the raw end, what it rolled over with each holiday's name, and the approvals that time does not give. Both languages, line by line
 * the same facts, never empty.
 */
export function explain(
  days: ComputedDays,
  more: {
    closesAt: Date | null;
    approvals: ApprovalKind[];
    outsideDescription?: DescribedData | undefined;
    emergency?: boolean;
    clause?: string | null;
  },
): Explanation {
  const clause = clauseInWords(more.clause);
  const clocks = days.narrowings.includes('removalAnnounced')
    ? explainAnnouncement(days)
    : [...explainNotice(days, clause), ...explainObjection(days, more.closesAt, clause), ...explainEffect(days)];
  const lines = [
    ...days.narrowings.map((narrowing) => narrowingInWords[narrowing]),
    ...(more.emergency ? notShortened(days) : []),
    ...clocks,
    ...more.approvals.map((approval) => approvalInWords[approval]),
    ...(more.outsideDescription ? outsideInWords(more.outsideDescription) : []),
  ];
  return { nb: lines.map((line) => line.nb), en: lines.map((line) => line.en) };
}
