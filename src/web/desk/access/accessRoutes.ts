import type { AccessLogRecord } from '../../../data/accessLog.model';
import type { Repositories } from '../../../data/repositories';
import type { Dependencies } from '../../../dependencies';
import type { PageLocale } from '../../locale';
import { type PageProblem, showPage } from '../../page';
import { getPage, type PageRoute } from '../../pageRoute';
import { accessTexts } from '../../texts/accessTexts';
import { auditListTexts } from '../../texts/auditListTexts';
import { frameTexts } from '../../texts/frameTexts';
import { isRecordId } from '../lookUps';
import { pageAddress } from '../pageAddress';

const rowsPerPage = 100;

/** Who has read which personal data, and when. */
export function accessRoutes({ data }: Pick<Dependencies, 'data'>): PageRoute[] {
  return [
    getPage({
      path: '/desk/access',
      access: ['dpo', 'auditor'],
      handler: async ({ request, response, locale }) => {
        const texts = accessTexts[locale];
        const asked = { person: textIn(request.query.person), record: textIn(request.query.record) };
        const cursor = isRecordId(request.query.cursor) ? request.query.cursor : undefined;
        const [personId, recordIds] = await Promise.all([personOf(data, asked.person), recordsOf(data, asked.record)]);
        const problems: PageProblem[] = [
          ...(personId === null ? [{ field: 'person', text: texts.personUnknown }] : []),
          ...(recordIds === null ? [{ field: 'record', text: texts.recordUnknown }] : []),
        ];
        const page =
          personId === null || recordIds === null
            ? { items: [], next: null }
            : await data.accessLog.listNewest({ personId, recordIds, limit: rowsPerPage, cursor });
        const isFiltered = asked.person !== '' || asked.record !== '';
        showPage(request, response, {
          view: 'pages/access/list',
          title: texts.title,
          section: 'audit',
          status: problems.length > 0 ? 422 : 200,
          breadcrumbs: [{ href: '/desk/audit', label: auditListTexts[locale].title }],
          problems,
          model: {
            lead: texts.lead,
            empty: isFiltered ? texts.emptyFiltered : texts.empty,
            person: { name: 'person', label: texts.person, value: asked.person },
            record: { name: 'record', label: texts.record, value: asked.record },
            filter: texts.filter,
            clear: isFiltered ? { href: '/desk/access', label: texts.clear } : null,
            columns: texts.columns,
            rows: page.items.map((row) => viewRow(row, locale)),
            pagination: {
              first: cursor ? pageAddress('/desk/access', asked) : null,
              next: page.next ? pageAddress('/desk/access', { ...asked, cursor: page.next }) : null,
            },
          },
        });
      },
    }),
  ];
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** undefined: nobody in particular; null: nobody that there is. Ids of keys and of people who are gone are taken as they are. */
async function personOf({ accounts }: Pick<Repositories, 'accounts'>, text: string): Promise<string | undefined | null> {
  if (text === '') return undefined;
  if (!text.includes('@')) return text;
  return (await accounts.findUserByEmail(text.toLowerCase()))?._id ?? null;
}

async function recordsOf({ agreements }: Pick<Repositories, 'agreements'>, text: string): Promise<string[] | undefined | null> {
  if (text === '') return undefined;
  if (isRecordId(text)) return [text];
  const agreement = await agreements.findByReference(text);
  return agreement ? [agreement._id, agreement.controllerId] : null;
}

function viewRow(row: AccessLogRecord, locale: PageLocale) {
  const texts = accessTexts[locale];
  const kind = texts.kinds[row.kind];
  const role = row.role === 'controller' ? texts.contact : frameTexts[locale].roles[row.role];
  const person = `${row.personName} (${role})`;
  const [only] = row.ids;
  const isOne = row.ids.length === 1;
  return {
    datetime: row.at.toISOString(),
    at: row.at.toISOString().slice(0, 19).replace('T', ' '),
    who: row.via === 'key' ? texts.viaKey(person) : person,
    what: isOne ? kind : row.ids.length === 0 ? texts.list(kind) : texts.several(kind, String(row.ids.length)),
    record: isOne ? (only ?? null) : null,
    where: row.query ? `${row.route}?${row.query}` : row.route,
  };
}
