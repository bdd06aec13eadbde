import type { ApiRoute } from './apiRoute';
import { adequacyRoutes } from './routes/adequacyRoutes';
import { annexRoutes } from './routes/annexRoutes';
import { answerRoutes } from './routes/answerRoutes';
import { auditRoutes } from './routes/auditRoutes';
import { bounceRoute } from './routes/bounceRoute';
import { changeDocumentRoutes } from './routes/changeDocumentRoutes';
import { changeRoutes } from './routes/changeRoutes';
import { deadlinesRoute } from './routes/deadlinesRoute';
import { demoRoutes } from './routes/demoRoutes';
import { evidenceRoutes } from './routes/evidenceRoutes';
import { gateRoutes } from './routes/gateRoutes';
import { importRoute } from './routes/importRoute';
import { noticeRoutes } from './routes/noticeRoutes';
import { objectionRoutes } from './routes/objectionRoutes';
import { questionRoutes } from './routes/questionRoutes';
import { registryRoutes } from './routes/registryRoutes';
import { retentionRoutes } from './routes/retentionRoutes';

/** Every call of the API, below `/api/v1`. What is not here is not there. */
export const apiRoutes: readonly ApiRoute[] = [
  deadlinesRoute,
  ...registryRoutes,
  ...adequacyRoutes,
  ...annexRoutes,
  importRoute,
  ...changeRoutes,
  ...changeDocumentRoutes,
  ...noticeRoutes,
  ...answerRoutes,
  ...gateRoutes,
  ...objectionRoutes,
  ...questionRoutes,
  bounceRoute,
  ...retentionRoutes,
  ...auditRoutes,
  ...evidenceRoutes,
  ...demoRoutes,
];
