import type { AgreementRecord } from '../../data/agreement.model';
import type { AnnexEntryRecord } from '../../data/annex.model';
import type { SubprocessorDetails, SubprocessorRecord } from '../../data/subprocessor.model';
import { directRelationsOn } from '../../domain/annex/directRelation';
import type { CalendarDate } from '../../domain/calendar/calendarDate';
import type { ChangeType } from '../../domain/terms/terms';
import type { AdequacyDecision } from '../../domain/transfer/adequacy';
import { uncoveredInChain } from '../../domain/transfer/transferBasis';
import { isSameValue } from '../registry/fieldsChanged';

/** Where the register and an annex no longer say the same, the worst first. */
export const driftCodes = ['not-listed', 'left-register', 'differs', 'service-gone', 'contract-missing', 'basis-missing'] as const;
export type DriftCode = (typeof driftCodes)[number];

export interface DriftFinding {
  code: DriftCode;
  subprocessorId: string;
  name: string;
  /** differs: the members of the details that do; basis-missing: the countries; not-listed and service-gone: the services. */
  about: string[];
}

/** A notice to the agreement that says something of the subprocessor and is not in effect: it runs, or it was given up for this agreement. */
export interface NoticeOnTheWay {
  changeType: ChangeType;
  subprocessorId: string;
  dropped: boolean;
}

export interface DriftFacts {
  agreement: Pick<AgreementRecord, 'services' | 'terms' | 'directRelations'>;
  /** In force. */
  entries: readonly AnnexEntryRecord[];
  onTheWay: readonly NoticeOnTheWay[];
  register: Register;
  adequacy: readonly AdequacyDecision[];
  today: CalendarDate;
}

/** The register as it is read once for all agreements. */
export interface Register {
  byId: ReadonlyMap<string, SubprocessorRecord>;
  /** Everybody below one, however deep. */
  below: ReadonlyMap<string, readonly SubprocessorRecord[]>;
}

/** What an annex says of a subprocessor. Our own services of it are no promise to the controller. */
const compared = [
  'legalName',
  'organisationNumber',
  'country',
  'address',
  'contactPoint',
  'processing',
  'dataCategories',
  'dataSubjects',
  'specialCategories',
  'locations',
  'transferBasis',
  'securityMeasures',
  'intraGroup',
  'parentId',
] as const satisfies readonly (keyof SubprocessorDetails)[];

/**
 * Everything on which one annex and the register do not agree today, the worst first: in use for a service of the agreement and not in its annex, and nothing
 * on its way that would bring it (what the controller kept out by an objection is as it should be); listed and gone from the register; details that differ
 * without a change of them on its way; no service in common any more; no contract; a third country without a basis that the terms accept.
 */
export function annexDrift({ agreement, entries, onTheWay, register, adequacy, today }: DriftFacts): DriftFinding[] {
  const direct = new Set(directRelationsOn(agreement.directRelations, today).map(({ subprocessorId }) => subprocessorId));
  const listed = new Set(entries.map(({ subprocessorId }) => subprocessorId));
  const coming = new Set(
    onTheWay.filter(({ changeType }) => changeType === 'add' || changeType === 'replace').map(({ subprocessorId }) => subprocessorId),
  );
  const isShared = ({ services }: Pick<SubprocessorDetails, 'services'>) =>
    services.some((service) => agreement.services.includes(service));
  const missing = [...register.byId.values()]
    // Whoever stands below another is answered for by that one (art. 28(4)), and named in its notice.
    .filter(({ status, parentId }) => status === 'inUse' && parentId === null)
    .filter((each) => isShared(each) && !listed.has(each._id) && !direct.has(each._id) && !coming.has(each._id))
    .map(({ _id, legalName, services }): DriftFinding => {
      return {
        code: 'not-listed',
        subprocessorId: _id,
        name: legalName,
        about: services.filter((service) => agreement.services.includes(service)),
      };
    });
  return [...missing, ...entries.flatMap((entry) => entryDrift(entry))];

  function entryDrift({ subprocessorId, details }: AnnexEntryRecord): DriftFinding[] {
    const finding = (code: DriftCode, about: string[] = []): DriftFinding => ({ code, subprocessorId, name: details.legalName, about });
    const runs = (type: ChangeType): boolean =>
      onTheWay.some((notice) => notice.subprocessorId === subprocessorId && notice.changeType === type && !notice.dropped);
    const registered = register.byId.get(subprocessorId);
    if (!registered || registered.status === 'former') return runs('remove') ? [] : [finding('left-register')];
    const different = compared.filter((name) => !isSameValue(details[name], registered[name]));
    const uncovered = uncoveredInChain({
      recipients: [details, ...(register.below.get(subprocessorId) ?? [])],
      accepted: agreement.terms.transferBases,
      on: today,
      adequacy,
    });
    return [
      ...(different.length > 0 && !runs('modify') ? [finding('differs', different)] : []),
      ...(isShared(registered) ? [] : [finding('service-gone', registered.services)]),
      ...(registered.contract ? [] : [finding('contract-missing')]),
      ...(uncovered.length > 0 ? [finding('basis-missing', uncovered)] : []),
    ];
  }
}
