import type { Dependencies } from '../../../dependencies';
import { readAnnex } from '../../../workflows/annexes/readAnnex';
import { type AnnexFileKind, annexFile, annexFileKinds } from '../../annexes/annexFile';
import { annexPage, askedDay, dayProblem } from '../../annexes/annexPage';
import { sendDocument } from '../../documents/sendDocument';
import { showPage } from '../../page';
import { getPage, type PageRequest, type PageRoute } from '../../pageRoute';
import { showErrorPage } from '../../showErrorPage';
import { annexPageTexts } from '../../texts/annexPageTexts';
import { agreementCrumbs, findAgreement } from '../agreements/agreementRoutes';

const everybody = ['admin', 'publisher', 'dpo', 'auditor'] as const;

/** The annex of an agreement as it stands or stood, and as files. */
export function annexRoutes({ data, context, config }: Pick<Dependencies, 'data' | 'context' | 'config'>): PageRoute[] {
  const processorName = config.processor.name;

  /** Shows the page, or sends the file; a day without an annex shows the page with why. */
  async function show({ request, response, now, locale }: PageRequest<null>, kind: AnnexFileKind | null): Promise<void> {
    const agreement = await findAgreement(data, request);
    if (!agreement) return showErrorPage(request, response, { status: 404, text: 'notFound' });
    const asked = request.query.on;
    const on = askedDay(asked);
    const outcome = on === undefined ? null : await readAnnex(context, { agreement, on, now });
    const facts = outcome?.ok ? outcome.value : null;
    if (facts && kind) return sendDocument(response, await annexFile(facts, { kind, locale, processorName, now }));
    const base = `/desk/agreements/${agreement._id}/annex`;
    showPage(request, response, {
      view: 'pages/annexes/show',
      title: annexPageTexts[locale].pageTitle(agreement.reference),
      section: 'agreements',
      status: facts ? 200 : 422,
      problems: facts ? [] : [dayProblem(outcome?.ok === false ? outcome.refusal : null, locale)],
      breadcrumbs: agreementCrumbs(request, agreement),
      model: annexPage(facts, { locale, base, asked, agreement }),
    });
  }

  return [
    getPage({ path: '/desk/agreements/:id/annex', access: everybody, handler: (page) => show(page, null) }),
    ...annexFileKinds.map((kind) =>
      getPage({ path: `/desk/agreements/:id/${kind}`, access: everybody, handler: (page) => show(page, kind) }),
    ),
  ];
}
