import type { Dependencies } from '../../../dependencies';
import { countryName } from '../../../domain/transfer/countries';
import { type DriftFinding, driftCodes } from '../../../workflows/annexes/annexDrift';
import { type DriftReport, reportDrift } from '../../../workflows/annexes/reportDrift';
import type { PageLocale } from '../../locale';
import { showPage } from '../../page';
import { getPage, type PageRoute } from '../../pageRoute';
import { agreementTexts } from '../../texts/agreementTexts';
import { changeTexts } from '../../texts/changeTexts';
import { driftTexts } from '../../texts/driftTexts';
import { isRecordId } from '../lookUps';
import { pageAddress } from '../pageAddress';

const address = '/desk/annexes/drift';
const agreementsPerPage = 100;
/** So many agreements of a finding are shown at once; the others are folded. */
const shownAtOnce = 10;

/** Where the register and the annexes no longer say the same: each finding once, with the agreements that share it. */
export function driftRoutes({ context }: Pick<Dependencies, 'context'>): PageRoute[] {
  return [
    getPage({
      path: address,
      access: ['admin', 'publisher', 'dpo', 'auditor'],
      handler: async ({ request, response, locale, now }) => {
        const cursor = isRecordId(request.query.cursor) ? request.query.cursor : null;
        const report = await reportDrift(context, { now, limit: agreementsPerPage, cursor });
        request.shownIds = report.items.map(({ agreement }) => agreement._id);
        showPage(request, response, {
          view: 'pages/annexes/drift',
          title: driftTexts[locale].title,
          section: 'agreements',
          breadcrumbs: [{ href: '/desk/agreements', label: agreementTexts[locale].listTitle }],
          model: driftPage(report, { locale, cursor }),
        });
      },
    }),
  ];
}

function driftPage({ items, next }: DriftReport, { locale, cursor }: { locale: PageLocale; cursor: string | null }) {
  const texts = driftTexts[locale];
  const shared = sharedFindings(items);
  return {
    lead: texts.lead,
    none: cursor ? texts.noneHere : texts.none,
    groups: driftCodes.flatMap((code) => {
      const ofKind = shared.filter(({ finding }) => finding.code === code);
      const findings = ofKind.map((each) => findingView(each, locale));
      return findings.length > 0 ? [{ code, title: texts.kinds[code], remedy: texts.remedy[code], findings }] : [];
    }),
    pagination: { first: cursor ? address : null, next: next ? pageAddress(address, { cursor: next }) : null },
  };
}

function findingView({ finding, agreements }: SharedFinding, locale: PageLocale) {
  const texts = driftTexts[locale];
  const links = agreements.map(({ _id, reference }) => ({ href: `/desk/agreements/${_id}/annex`, label: reference }));
  const folded = links.slice(shownAtOnce);
  return {
    subprocessor: { href: `/desk/subprocessors/${finding.subprocessorId}`, label: finding.name },
    what: whatDiffers(finding, locale),
    count: texts.agreements(agreements.length),
    shown: links.slice(0, shownAtOnce),
    folded: folded.length > 0 ? { label: texts.others(folded.length), links: folded } : null,
  };
}

interface SharedFinding {
  finding: DriftFinding;
  agreements: DriftReport['items'][number]['agreement'][];
}

/** What is wrong in the register is wrong for every agreement that lists it: told once, first what most agreements share. */
function sharedFindings(items: DriftReport['items']): SharedFinding[] {
  const shared = new Map<string, SharedFinding>();
  for (const { agreement, findings } of items) {
    for (const finding of findings) {
      const key = JSON.stringify([finding.code, finding.subprocessorId, finding.about]);
      const known = shared.get(key);
      if (known) known.agreements.push(agreement);
      else shared.set(key, { finding, agreements: [agreement] });
    }
  }
  return [...shared.values()].sort((one, other) => other.agreements.length - one.agreements.length);
}

function whatDiffers({ code, about }: DriftFinding, locale: PageLocale): string {
  const texts = driftTexts[locale].findings;
  const { facts } = changeTexts[locale];
  switch (code) {
    case 'not-listed':
      return texts[code](about.join(', '));
    case 'differs':
      return texts[code](about.map((name) => facts[name as keyof typeof facts] ?? name).join(', '));
    case 'basis-missing':
      return texts[code](about.map((country) => countryName(country, locale)).join(', '));
    default:
      return texts[code];
  }
}
