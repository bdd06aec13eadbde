import type { Page } from '../../../data/page';
import type { SubprocessorRecord } from '../../../data/subprocessor.model';
import type { CalendarDate } from '../../../domain/calendar/calendarDate';
import type { AdequacyDecision } from '../../../domain/transfer/adequacy';
import { countryName } from '../../../domain/transfer/countries';
import type { PageLocale } from '../../locale';
import { adequacyTexts } from '../../texts/adequacyTexts';
import { subprocessorTexts } from '../../texts/subprocessorTexts';
import type { Tag } from '../changes/changeLabels';
import { pageAddress } from '../pageAddress';
import { subprocessorFlags } from './subprocessorFlags';

export const subprocessorsPerPage = 100;

const statusColors: Record<SubprocessorRecord['status'], Tag['color']> = { proposed: 'info', inUse: 'success', former: 'neutral' };

export function subprocessorStatusTag(status: SubprocessorRecord['status'], locale: PageLocale): Tag {
  return { label: subprocessorTexts[locale].statuses[status], color: statusColors[status] };
}

/** Everyone below `parentId` among those at hand, however deep. */
function belowAmong(parentId: string, register: readonly SubprocessorRecord[]): SubprocessorRecord[] {
  const found = new Set<SubprocessorRecord>();
  let parents = [parentId];
  while (parents.length > 0) {
    const children = register.filter((each) => each.parentId !== null && parents.includes(each.parentId) && !found.has(each));
    for (const child of children) found.add(child);
    parents = children.map(({ _id }) => _id);
  }
  return [...found];
}

/** What the list of the register prints. `register` is all of it, for the chains. */
export function subprocessorListPage(
  page: Page<SubprocessorRecord>,
  {
    register,
    adequacy,
    waiting,
    today,
    locale,
    cursor,
    mayRegister,
  }: {
    register: readonly SubprocessorRecord[];
    adequacy: readonly AdequacyDecision[];
    /** How many adequacy decisions wait for a second person. */
    waiting: number;
    today: CalendarDate;
    locale: PageLocale;
    cursor: string | undefined;
    mayRegister: boolean;
  },
) {
  const texts = subprocessorTexts[locale];
  return {
    lead: texts.listLead,
    empty: texts.empty,
    create: mayRegister ? { href: '/desk/subprocessors/new', label: texts.new } : null,
    adequacy: { href: '/desk/subprocessors/adequacy', label: adequacyTexts[locale].open(waiting) },
    columns: texts.columns,
    noFlags: texts.flags.none,
    rows: page.items.map((subprocessor) => ({
      href: `/desk/subprocessors/${subprocessor._id}`,
      name: subprocessor.legalName,
      status: subprocessorStatusTag(subprocessor.status, locale),
      country: countryName(subprocessor.country, locale),
      services: subprocessor.services.join(', '),
      flags: subprocessorFlags(subprocessor, { below: belowAmong(subprocessor._id, register), on: today, adequacy, locale }),
    })),
    pagination: {
      first: cursor ? '/desk/subprocessors' : null,
      next: page.next ? pageAddress('/desk/subprocessors', { cursor: page.next }) : null,
    },
  };
}
