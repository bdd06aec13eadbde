import path from 'node:path';
import { Router } from 'express';

/** Swagger UI from our own host. Styles that its script sets on elements are not barred by a policy; styles in markup and inline scripts are. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Forvarsel API</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css">
    <link rel="icon" type="image/png" href="/api/docs/favicon-32x32.png">
  </head>
  <body>
    <noscript><p>This page needs JavaScript. The document itself: <a href="/api/v1/openapi.json">openapi.json</a>.</p></noscript>
    <main id="swagger-ui"></main>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/show.js"></script>
  </body>
</html>
`;

/** The validator badge would send the document's address to another host. */
const script = `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null, layout: 'BaseLayout' });\n`;

/** The API's document as a page, below `/api/docs`. Open to everybody: it tells nothing of this deployment's data. */
export function apiDocsRouter(): Router {
  const router = Router();
  const directory = path.dirname(require.resolve('swagger-ui-dist/package.json'));
  router.use((_request, response, next) => {
    response.set('Content-Security-Policy', contentSecurityPolicy);
    next();
  });
  router.get('/', (_request, response) => {
    response.type('html').send(page);
  });
  router.get('/show.js', (_request, response) => {
    response.type('application/javascript').send(script);
  });
  for (const file of files) {
    router.get(`/${file}`, (_request, response) => response.sendFile(file, { root: directory, maxAge: '1d' }));
  }
  return router;
}
