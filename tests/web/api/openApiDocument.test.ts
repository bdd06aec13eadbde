import { z } from 'zod';
import { type ApiRoute, checkRoutes, getRoute, postRoute } from '../../../src/web/api/apiRoute';
import { apiRoutes } from '../../../src/web/api/apiRoutes';
import { openApiDocument } from '../../../src/web/api/openApiDocument';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

const document = JSON.parse(JSON.stringify(openApiDocument(apiRoutes, { server: 'https://forvarsel.example/api/v1' }))) as {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => (name === '$ref' ? [String(member)] : refsIn(member)));
}

describe('the OpenAPI document', () => {
  test('is OpenAPI 3.1 and holds exactly the mounted routes', () => {
    expect(document.openapi).toBe('3.1.0');
    const mounted = apiRoutes.map(({ method, path }) => `${method} ${path}`).sort();
    expect(operations.map(({ path, method }) => `${method} ${path}`).sort()).toEqual(mounted);
  });

  test('every reference leads somewhere', () => {
    const refs = [...new Set(refsIn(document))];
    expect(refs).toContain('#/components/schemas/Problem');
    for (const ref of refs) {
      const target = ref
        .replace(/^#\//, '')
        .split('/')
        .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);
      expect({ ref, found: target !== undefined }).toEqual({ ref, found: true });
    }
  });

  test('every operation has a name of its own, its path parameter, its body and described answers', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, method, operation } of operations) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(inPath).toEqual(path.includes('{id}') ? ['id'] : []);
      expect(operation.requestBody !== undefined).toBe(method !== 'get');
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '403', '404', '422', '429']));
      for (const { description } of Object.values(operation.responses)) expect(description).not.toBe('');
    }
  });

  test('fields carry their formats, and unknown ones are refused', () => {
    const body = document.paths['/changes']?.post?.requestBody?.content['application/json']?.schema as Record<string, never>;
    expect(JSON.stringify(body)).toContain('"format":"date"');
    expect(body).toMatchObject({ type: 'object', additionalProperties: false });
    expect(body.required).toEqual(expect.arrayContaining(['type', 'services', 'reason', 'plannedEffectiveOn', 'rollout']));
    expect(body.required).not.toContain('subprocessorId');
  });
});

describe('checkRoutes', () => {
  const answer = z.object({});
  const good = postRoute({
    path: '/things',
    roles: ['admin'],
    summary: '',
    body: z.strictObject({}),
    answer,
    handler: async () => ({ ok: true, value: {} }),
  });
  const read = getRoute({ path: '/things', roles: ['admin'], summary: '', answer, handler: async () => ({ ok: true, value: {} }) });

  test('lets a table through that says everything', () => {
    expect(() => checkRoutes([good, read])).not.toThrow();
  });

  const cases: [string, ApiRoute[], RegExp][] = [
    ['a POST without a schema', [{ ...good, body: null }], /no schema/],
    ['a PATCH without a schema', [{ ...good, method: 'patch', body: null }], /no schema/],
    ['a route without roles', [{ ...good, roles: [] }], /who may use it/],
    ['two routes in one place', [good, good], /twice/],
  ];
  test.each(cases)('refuses to start with %s', (_name, routes, message) => {
    expect(() => checkRoutes(routes)).toThrow(message);
  });
});
