import { evidenceOf } from '../../../evidenceMaking';
import { type ApiRoute, fileRoute } from '../apiRoute';

const roles = ['auditor', 'dpo'] as const;
const fileType = 'application/zip';

const summaries = {
  change: 'Everything about a change as a signed zip that can be checked offline (docs/evidence.md)',
  agreement: 'Everything about an agreement as a signed zip that tells nothing of other controllers and can be checked offline',
};

export const evidenceRoutes: readonly ApiRoute[] = (['change', 'agreement'] as const).map((kind) =>
  fileRoute({
    path: `/${kind}s/{id}/evidence`,
    roles,
    summary: summaries[kind],
    fileType,
    handler: ({ dependencies, id, now }) => evidenceOf(dependencies, { kind, id }, now),
  }),
);
