import type { Dependencies } from '../../../dependencies';
import { countryName } from '../../../domain/transfer/countries';
import type { DriftFinding } from '../../../workflows/annexes/annexDrift';
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
const agreementsPerPage = 50;

/** Where the register and the annexes no longer say the same, agreement by agreement. */
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
  return {
    lead: texts.lead,
    none: cursor ? texts.noneHere : texts.none,
    columns: texts.columns,
    agreements: items.map(({ agreement, findings }) => ({
      href: `/desk/agreements/${agreement._id}/annex`,
      reference: agreement.reference,
      rows: findings.map((finding) => ({
        subprocessor: { href: `/desk/subprocessors/${finding.subprocessorId}`, label: finding.name },
        what: whatDiffers(finding, locale),
        todo: texts.todo[finding.code],
      })),
    })),
    pagination: { first: cursor ? address : null, next: next ? pageAddress(address, { cursor: next }) : null },
  };
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
