import type { AuditHeadRecord } from '../../../data/auditChain.model';
import type { Dependencies } from '../../../dependencies';
import { describeInstant } from '../../../domain/periods/describe';
import { processorZone } from '../../../workflows/processorDay';
import type { PageLocale } from '../../locale';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRoute } from '../../pageRoute';
import { auditListTexts } from '../../texts/auditListTexts';
import { retentionTexts } from '../../texts/retentionTexts';
import { changeTitle } from '../changes/changeLabels';
import { isRecordId } from '../lookUps';
import { pageAddress } from '../pageAddress';
import { auditNames, auditStory } from './auditStory';

const eventsPerPage = 100;
const mostChanges = 200;

/** The newest events over everything, or of one change or agreement. */
export function auditRoutes({ data }: Pick<Dependencies, 'data'>): PageRoute[] {
  return [
    getPage({
      path: '/desk/audit',
      access: ['dpo', 'auditor'],
      handler: async ({ request, response, locale }) => {
        const texts = auditListTexts[locale];
        const changeId = isRecordId(request.query.changeId) ? request.query.changeId : undefined;
        const reference = typeof request.query.agreement === 'string' ? request.query.agreement.trim() : '';
        const cursor = isRecordId(request.query.cursor) ? request.query.cursor : undefined;
        const agreement = reference ? await data.agreements.findByReference(reference) : null;
        const problems: PageProblem[] = reference && !agreement ? [{ field: 'agreement', text: texts.agreementUnknown }] : [];
        const [page, changes, head] = await Promise.all([
          problems.length > 0
            ? { items: [], next: null }
            : data.auditEvents.listNewest({ limit: eventsPerPage, cursor, changeId, agreementId: agreement?._id }),
          data.changes.list({ limit: mostChanges }),
          data.auditHeads.newest(),
        ]);
        const names = await auditNames(data, page.items);
        const story = auditStory(page.items, names, locale);
        const filter = { changeId, agreement: reference };
        showPage(request, response, {
          view: 'pages/audit/list',
          title: texts.title,
          section: 'audit',
          status: problems.length > 0 ? 422 : 200,
          problems,
          model: {
            lead: texts.lead,
            empty: changeId || reference ? texts.emptyFiltered : texts.empty,
            change: {
              name: 'changeId',
              label: texts.change,
              options: [
                { value: '', label: texts.anyChange, selected: changeId === undefined },
                ...changes.items.map((change) => ({
                  value: change._id,
                  label: changeTitle(change, locale),
                  selected: change._id === changeId,
                })),
              ],
            },
            agreement: { name: 'agreement', label: texts.agreement, value: reference },
            filter: texts.filter,
            clear: changeId || reference ? { href: '/desk/audit', label: texts.clear } : null,
            head: headFacts(head, locale),
            keys: { href: '/audit-keys.json', label: texts.keys },
            access: { href: '/desk/access', label: texts.access },
            retention: { href: '/desk/retention', label: retentionTexts[locale].title },
            entries: story.map((entry, index) => ({
              ...entry,
              number: numberOf(page.items[index], texts),
              links: linksOf(page.items[index], names.agreements, texts),
            })),
            pagination: {
              first: cursor ? pageAddress('/desk/audit', filter) : null,
              next: page.next ? pageAddress('/desk/audit', { ...filter, cursor: page.next }) : null,
            },
          },
        });
      },
    }),
  ];
}

/** How far the chain is signed: what an auditor compares with a head that was kept elsewhere. */
function headFacts(head: AuditHeadRecord | null, locale: PageLocale) {
  const texts = auditListTexts[locale];
  if (!head) return { title: texts.headTitle, none: texts.noHead, facts: [] };
  const facts = [
    { label: texts.headEvent, values: [String(head.seq)] },
    { label: texts.headAt, values: [describeInstant(new Date(head.at), processorZone, locale, 'sameDay')] },
    { label: texts.headHash, values: [head.hash] },
    { label: texts.headKey, values: [head.kid] },
  ];
  return { title: texts.headTitle, none: null, facts };
}

function numberOf(event: { seq?: number } | undefined, texts: (typeof auditListTexts)['nb']): string {
  return event?.seq === undefined ? texts.notNumbered : texts.number(String(event.seq));
}

function linksOf(
  event: { changeId: string | null; agreementId: string | null } | undefined,
  references: Map<string, string>,
  texts: (typeof auditListTexts)['nb'],
) {
  const links: { href: string; label: string }[] = [];
  if (event?.changeId) links.push({ href: `/desk/changes/${event.changeId}`, label: texts.aboutChange });
  const reference = event?.agreementId ? references.get(event.agreementId) : undefined;
  if (event?.agreementId && reference)
    links.push({ href: `/desk/agreements/${event.agreementId}`, label: texts.aboutAgreement(reference) });
  return links;
}
