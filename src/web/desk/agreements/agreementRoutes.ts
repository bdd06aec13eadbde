import type { Request } from 'express';
import type { AgreementRecord } from '../../../data/agreement.model';
import type { Dependencies } from '../../../dependencies';
import { localDateOf } from '../../../domain/calendar/calendarDate';
import { listAgreementNotices } from '../../../workflows/delivery/listAgreementNotices';
import { showPage } from '../../page';
import { getPage, type PageRoute } from '../../pageRoute';
import { showErrorPage } from '../../showErrorPage';
import { agreementTexts } from '../../texts/agreementTexts';
import { retentionTexts } from '../../texts/retentionTexts';
import { stopOrderTexts } from '../../texts/stopOrderTexts';
import { mayReadEvidence } from '../evidence/evidenceRoutes';
import { isRecordId } from '../lookUps';
import { doneNotice, pathId } from '../pageAddress';
import { agreementListPage, agreementsPerPage } from './agreementListPage';
import { agreementPage } from './agreementPage';

const everybody = ['admin', 'publisher', 'dpo', 'auditor'] as const;

/** The list of agreements, and the page of one: its terms, annex, notices and objections. */
export function agreementRoutes({ data, context }: Pick<Dependencies, 'data' | 'context'>): PageRoute[] {
  return [
    getPage({
      path: '/desk/agreements',
      access: everybody,
      handler: async ({ request, response, locale, actor }) => {
        const cursor = isRecordId(request.query.cursor) ? request.query.cursor : undefined;
        const page = await data.agreements.list({ limit: agreementsPerPage, cursor });
        const controllers = await data.controllers.findMany([...new Set(page.items.map(({ controllerId }) => controllerId))]);
        showPage(request, response, {
          view: 'pages/agreements/list',
          title: agreementTexts[locale].listTitle,
          section: 'agreements',
          model: agreementListPage(page, { controllers, locale, cursor, mayEdit: actor.role === 'admin' }),
        });
      },
    }),
    getPage({
      path: '/desk/agreements/:id',
      access: everybody,
      handler: async ({ request, response, now, locale, actor }) => {
        const agreement = await findAgreement(data, request);
        if (!agreement) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        const [controller, entries, lines, notices, documents] = await Promise.all([
          data.controllers.find(agreement.controllerId),
          data.annexes.listEntries(agreement._id),
          data.annexes.listLines(agreement._id),
          listAgreementNotices(context, { agreementId: agreement._id, now }),
          data.documents.listOfAgreement(agreement._id),
        ]);
        if (!controller) throw new Error(`agreement ${agreement._id} lost its controller`);
        showPage(request, response, {
          view: 'pages/agreements/show',
          title: agreement.reference,
          section: 'agreements',
          notice: doneNotice(request.query.done, {
            ...agreementTexts[locale].done,
            ...retentionTexts[locale].done,
            ...stopOrderTexts[locale].done,
          }),
          breadcrumbs: agreementCrumbs(request, null),
          model: agreementPage(
            {
              agreement,
              controller,
              entries,
              lines,
              notices,
              documents,
              actor,
              today: localDateOf(now, agreement.terms.timeZone),
              mayEdit: actor.role === 'admin',
              mayEnterObjections: actor.role === 'dpo',
              mayOpenObjections: actor.role === 'dpo' || actor.role === 'auditor',
              mayReadEvidence: mayReadEvidence(actor.role),
              mayHold: actor.role === 'dpo' || actor.role === 'admin',
            },
            locale,
          ),
        });
      },
    }),
  ];
}

/** The agreement that the address names; null for an id that is none. */
export async function findAgreement(data: Dependencies['data'], request: Request): Promise<AgreementRecord | null> {
  const id = pathId(request.params);
  return isRecordId(id) ? data.agreements.find(id) : null;
}

export function agreementCrumbs(request: Request, agreement: AgreementRecord | null) {
  return [
    { href: '/desk/agreements', label: agreementTexts[request.locale].listTitle },
    ...(agreement ? [{ href: `/desk/agreements/${agreement._id}`, label: agreement.reference }] : []),
  ];
}
