import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { ApiRoute } from './apiRoute';

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().meta({ type: 'integer' }),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457. `code` is stable; `title` and `detail` follow Accept-Language.' });

const problemContent = { content: { 'application/problem+json': { schema: problem } } };

const idParameter = z.object({ id: z.string().meta({ pattern: '^[0-9a-f]{24}$' }) });
const repeatHeader = z.object({
  'Idempotency-Key': z
    .string()
    .meta({ description: 'Of this key and address: the same body gets the first answer again, for 24 hours' })
    .optional(),
});

/** Who may make the call, as a sentence. */
function rolesText({ roles }: ApiRoute): string {
  return `Roles: ${roles.join(', ')}.`;
}

function refusalsOf({ method, path, body }: ApiRoute): RouteConfig['responses'] {
  const hasId = path.includes('{id}');
  return {
    ...(body ? { 400: { description: 'The body cannot be parsed', ...problemContent } } : {}),
    401: { description: 'No valid key', ...problemContent },
    403: { description: 'The role, or the person, may not do this', ...problemContent },
    404: { description: hasId ? 'There is no such record' : 'Not there', ...problemContent },
    ...(method === 'get'
      ? {}
      : { 409: { description: 'Not possible as things stand (`wrong-state`, `stale-version`, `duplicate`, …)', ...problemContent } }),
    ...(body
      ? { 413: { description: 'The body is too large', ...problemContent }, 415: { description: 'Wrong content type', ...problemContent } }
      : {}),
    422: { description: 'A rule is broken; `errors` points at fields', ...problemContent },
    429: { description: 'Too many calls; see Retry-After', ...problemContent },
  };
}

function describe(route: ApiRoute): RouteConfig {
  const { method, path, summary, body, bodyType, query, status, answer, fileType } = route;
  return {
    method,
    path,
    operationId: `${method}${path.replaceAll(/[{}]/g, '').replaceAll(/[/.-](\w)/g, (_match, letter: string) => letter.toUpperCase())}`,
    summary,
    description: rolesText(route),
    tags: [path.split('/')[1] ?? ''],
    security: [{ key: [] }],
    request: {
      ...(path.includes('{id}') ? { params: idParameter } : {}),
      query: query as z.ZodObject,
      ...(method === 'post' ? { headers: repeatHeader } : {}),
      ...(body ? { body: { required: true, content: { [bodyType]: { schema: body } } } } : {}),
    },
    responses: {
      [status]: { description: 'Done', content: { [fileType ?? 'application/json']: { schema: answer } } },
      ...refusalsOf(route),
    },
  };
}

/** The OpenAPI 3.1 document of these routes, made from the schemas that check the calls. */
export function openApiDocument(routes: readonly ApiRoute[], { server }: { server: string }) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  for (const route of routes) registry.registerPath(describe(route));
  return new OpenApiGeneratorV31(registry.definitions, { sortComponents: 'alphabetically' }).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Forvarsel',
      version: '1',
      description:
        'Lawful changes of subprocessors: drafts, notices, objections, and the gate that other systems ask. Dates are YYYY-MM-DD, instants RFC 3339 in UTC. Unknown fields are refused.',
    },
    servers: [{ url: server }],
  });
}
