import type { AgreementRecord, DirectRelation } from '../../data/agreement.model';
import type { AnnexEntryRecord, AnnexLineRecord } from '../../data/annex.model';
import { localized } from '../../data/localText';
import type { ApprovalRecord } from '../../data/notice.model';
import type { ListedEntry } from '../../domain/annex/annexOn';
import { type CalendarDate, calendarDate, localDateOf } from '../../domain/calendar/calendarDate';
import { gateTexts } from '../../domain/gate/gateTexts';
import { describeDate, type Locale } from '../../domain/periods/describe';
import { subprocessorFacts } from '../../mail/viewModels/subprocessorFacts';
import { annexTexts } from '../texts/annexTexts';

export interface AnnexListing extends ListedEntry<AnnexEntryRecord> {
  /** What the controller has approved of the change that brought it. */
  approvals: ApprovalRecord[];
}

/** The annex of one agreement on one day, and its log until then. */
export interface AnnexFacts {
  agreement: AgreementRecord;
  controllerName: string;
  on: CalendarDate;
  isToday: boolean;
  listed: AnnexListing[];
  /** Whom the controller had an agreement of its own with on that day. */
  direct: DirectRelation[];
  lines: AnnexLineRecord[];
}

/** Finished strings, the same for page, PDF and CSV. A line break in a cell is a line of its own. */
export interface AnnexTable {
  columns: readonly string[];
  rows: string[][];
}

/** Annex A, or B.2 with the columns of the 2020 template and the transfers as its point 10 wants them: basis, and who approved when. */
export function annexTable({ listed, direct, agreement }: AnnexFacts, locale: Locale): AnnexTable {
  const texts = annexTexts[locale];
  const rows = listed.map((listing) => rowOf(listing, agreement.terms.timeZone, locale));
  return { columns: texts.columns, rows: [...rows, ...direct.map((relation) => directRow(relation, locale))] };
}

/** Annex D: day, what, whom, whom instead of, why, and by which change and revision. */
export function annexLogTable({ lines }: Pick<AnnexFacts, 'lines'>, locale: Locale): AnnexTable {
  const { columns, kinds } = annexTexts[locale].log;
  const rows = lines.map((line) => [
    describeDate(calendarDate(line.on), locale),
    kinds[line.kind],
    line.subprocessorName,
    line.replacedSubprocessorName ?? '',
    localized(line.note, locale),
    line.changeId ?? '',
    line.revision === null ? '' : String(line.revision),
  ]);
  return { columns, rows };
}

function rowOf({ entry, suspended, approvals }: AnnexListing, timeZone: string, locale: Locale): string[] {
  const texts = annexTexts[locale];
  const { details, inForceFrom, addedByChangeId } = entry;
  const day = (date: string): string => describeDate(calendarDate(date), locale);
  const why = (suspended?.reasons ?? []).map((code) => gateTitle(code, locale)).join(', ');
  return [
    [details.legalName, ...(suspended ? [texts.suspended(day(suspended.on), why === '' ? '' : `: ${why}`)] : [])].join('\n'),
    ...detailCells(details, locale),
    [
      addedByChangeId ? texts.byChange(day(inForceFrom)) : texts.signed(day(inForceFrom)),
      ...approvals.map((approval) => approvalLine(approval, timeZone, locale)),
    ].join('\n'),
  ];
}

/** A standard service of a third party (template 9.7) stands in the annex, and says that it is no subprocessor of ours. */
function directRow({ details, since, reference }: DirectRelation, locale: Locale): string[] {
  const texts = annexTexts[locale];
  return [details.legalName, ...detailCells(details, locale), texts.direct(describeDate(calendarDate(since), locale), reference)];
}

/** From the organisation number to the transfer basis. */
function detailCells(details: AnnexEntryRecord['details'], locale: Locale): string[] {
  const texts = annexTexts[locale];
  const factsOf = (...fields: Parameters<typeof subprocessorFacts>[1]) =>
    subprocessorFacts(details, fields, { locale, reader: locale, processorName: '' });
  const value = (...fields: Parameters<typeof subprocessorFacts>[1]): string =>
    factsOf(...fields)
      .flatMap(({ lines }) => lines)
      .join('\n');
  const places = factsOf('locations').filter((_, index) => placeIsStated(details.locations, index));
  return [
    value('organisationNumber'),
    [details.address, value('country')].filter((part) => part !== '').join('\n'),
    value('processing'),
    places.length === 0 ? texts.notStated : places.map(({ label, lines }) => `${label}: ${lines.join(', ')}`).join('\n'),
    value('contactPoint'),
    value('specialCategories'),
    value('transferBasis'),
  ];
}

const placeKinds = ['storage', 'processing', 'remoteAccess'] as const;

function placeIsStated(locations: AnnexEntryRecord['details']['locations'], index: number): boolean {
  return locations.some(({ kind }) => kind === placeKinds[index]);
}

function approvalLine({ kind, decidedAt, decidedBy, reference }: ApprovalRecord, timeZone: string, locale: Locale): string {
  const texts = annexTexts[locale];
  const by = decidedBy ? [decidedBy.name, decidedBy.title].filter((part) => part !== '').join(', ') : texts.notStated;
  const on = decidedAt ? describeDate(localDateOf(decidedAt, timeZone), locale) : '';
  return texts.approval(texts.approvals[kind], by, on, reference ? texts.reference(reference) : '');
}

function gateTitle(code: string, locale: Locale): string {
  const known = Object.entries(gateTexts).find(([name]) => name === code);
  return known ? known[1].title[locale] : code;
}
