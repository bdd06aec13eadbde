import type { Dependencies } from '../../../dependencies';
import { evidenceOf } from '../../../evidenceMaking';
import { sendEvidence } from '../../documents/sendEvidence';
import { getPage, type PageRoute } from '../../pageRoute';
import { showErrorPage } from '../../showErrorPage';
import { isRecordId } from '../lookUps';
import { pathId } from '../pageAddress';

/** Bundles of evidence of a change and of an agreement. Reading one is logged as every reading of personal data is. */
export function evidenceRoutes({ config, context, log }: Pick<Dependencies, 'config' | 'context' | 'log'>): PageRoute[] {
  return (['change', 'agreement'] as const).map((kind) =>
    getPage({
      path: `/desk/${kind}s/:id/evidence`,
      access: ['dpo', 'auditor'],
      handler: async ({ request, response, now }) => {
        const id = pathId(request.params);
        const evidence = isRecordId(id) ? await evidenceOf({ config, context }, { kind, id }, now) : null;
        if (!evidence?.ok) return showErrorPage(request, response, { status: 404, text: 'notFound' });
        return sendEvidence(response, evidence.value, log);
      },
    }),
  );
}

/** Whether this person is shown the way to a bundle. */
export function mayReadEvidence(role: string): boolean {
  return role === 'dpo' || role === 'auditor';
}
