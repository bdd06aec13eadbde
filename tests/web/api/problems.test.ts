import request from 'supertest';
import { newId } from '../../../src/data/id';
import { problemOf, statusOf } from '../../../src/web/refusals';
import { createTestbed, type Testbed } from '../../support/testbed';
import { as, problems } from './apiCalls';

let testbed: Testbed;
beforeAll(async () => {
  testbed = await createTestbed();
});
afterAll(() => testbed.close());

const admin = () => as(testbed, 'admin');
const controller = { name: 'Nordvik kommune', contacts: [{ email: 'personvern@nordvik.example' }] };

describe('what cannot be read', () => {
  test('JSON that does not parse is 400', async () => {
    const answer = await admin().post('/controllers').set('Content-Type', 'application/json').send('{"name": ');
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'unparsable', status: 400, title: 'Cannot be read' });
    expect(answer.text).not.toContain('name');
  });

  test('another content type is 415 and says what is accepted', async () => {
    const answer = await admin().post('/controllers').type('form').send('name=x');
    expect(answer.status).toBe(415);
    expect(answer.body.code).toBe('unsupported-media-type');
    expect(answer.headers.accept).toContain('application/json');
    expect((await admin().post('/import').type('json').send('{}')).status).toBe(415);
  });

  test('an unknown charset is 415', async () => {
    const answer = await admin().post('/controllers').set('Content-Type', 'application/json; charset=klingon').send('{}');
    expect(answer.status).toBe(415);
  });

  test('a body of more than two megabytes is 413', async () => {
    const answer = await admin().post('/controllers', { name: 'x'.repeat(2_200_000), contacts: [] });
    expect(answer.status).toBe(413);
    expect(answer.body.code).toBe('too-large');
  });

  test('no body at all is an empty one', async () => {
    const answer = await admin().post('/controllers');
    expect(answer.status).toBe(422);
    expect(problems(answer)).toEqual(['/name required', '/contacts required']);
  });

  test('JSON that is no object has its problem at the root', async () => {
    for (const body of ['null', '"x"', '7', '[]']) {
      const answer = await admin().post('/controllers').set('Content-Type', 'application/json').send(body);
      expect(answer.status).toBe(422);
    }
    expect(problems(await admin().post('/controllers', []))).toEqual([' wrong-type']);
  });
});

describe('what is not there', () => {
  test('an unknown path is 404', async () => {
    for (const path of ['/nothing', '/notices', `/notices/${newId()}`, '/webhooks/postmark', '/']) {
      const answer = await admin().get(path);
      expect({ path, status: answer.status, code: answer.body.code }).toEqual({ path, status: 404, code: 'not-found' });
    }
  });

  test('an unknown record and an id of another shape are both 404', async () => {
    for (const id of [newId(), 'x', '..%2f..%2fetc', '%7B%22$ne%22:1%7D', 'a'.repeat(5000)]) {
      const answer = await admin().get(`/controllers/${id}`);
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 404, code: 'not-found' });
    }
  });

  test('a path that cannot be decoded is a refusal, not a failure', async () => {
    const answer = await admin().get('/controllers/%E0%A4%A');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  test('another method is 405 and names those there are', async () => {
    const answer = await request(testbed.app).delete(`/api/v1/controllers/${newId()}`).set('Authorization', 'Bearer key-admin');
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe('GET, HEAD, PATCH');
    expect(answer.body).toMatchObject({ code: 'method-not-allowed', status: 405 });
    const put = await request(testbed.app).put('/api/v1/deadlines').set('Authorization', 'Bearer key-admin').send({});
    expect([put.status, put.headers.allow]).toEqual([405, 'POST']);
  });
});

describe('fields', () => {
  test('every problem has a pointer, a code and a text; nothing was stored', async () => {
    const answer = await admin().post('/controllers', {
      name: 'Ola\r\nBcc: alle@nordvik.example',
      organisationNumber: 5,
      contacts: [{ email: 'not an address', purpose: 'spam', 'a/b': 1 }, { name: 'No address' }],
      nonsense: true,
    });
    expect(answer.status).toBe(422);
    expect(problems(answer).sort()).toEqual([
      '/contacts/0/a~1b unknown-field',
      '/contacts/0/email invalid-email',
      '/contacts/0/purpose not-one-of',
      '/contacts/1/email required',
      '/name control-character',
      '/nonsense unknown-field',
      '/organisationNumber wrong-type',
    ]);
    for (const { detail } of answer.body.errors) expect(detail).toMatch(/\w/);
    expect(answer.text).not.toContain('not an address');
    expect((await admin().get('/controllers')).body).toEqual({ items: [], next: null });
  });

  test('unknown and repeated query parameters are refused', async () => {
    expect(problems(await admin().get('/controllers?page=2'))).toEqual(['/page unknown-field']);
    expect(problems(await admin().get('/controllers?limit=5&limit=6'))).toEqual(['/limit wrong-type']);
    expect(problems(await admin().get('/controllers?limit=-1'))).toEqual(['/limit out-of-range']);
    expect(problems(await admin().get('/controllers?cursor[$gt]='))).toEqual(['/cursor[$gt] unknown-field']);
  });

  test('__proto__ in a body is an unknown field like any other', async () => {
    const answer = await admin()
      .post('/controllers')
      .set('Content-Type', 'application/json')
      .send('{"name":"N","contacts":[],"__proto__":{"admin":true},"constructor":1}');
    expect(answer.status).toBe(422);
    expect(problems(answer)).toContain('/constructor unknown-field');
  });
});

describe('languages', () => {
  test('English unless Accept-Language asks for Norwegian', async () => {
    const english = await admin().post('/controllers', {});
    const norwegian = await admin().post('/controllers', {}).set('Accept-Language', 'nb-NO,en;q=0.5');
    expect([english.headers['content-language'], norwegian.headers['content-language']]).toEqual(['en', 'nb']);
    expect(english.body.title).toBe('Something must be corrected');
    expect(norwegian.body.title).toBe('Noe må rettes');
    expect(norwegian.body.errors[0].detail).toBe('Mangler og må oppgis.');
    expect(norwegian.headers.vary).toContain('Accept-Language');
  });
});

describe('made records', () => {
  test('201 with the address of what was made', async () => {
    const made = await admin().post('/controllers', controller);
    expect(made.status).toBe(201);
    expect(made.headers['content-type']).toContain('application/json');
    expect(made.headers.location).toBe(`/api/v1/controllers/${made.body.id}`);
    expect((await admin().get(`/controllers/${made.body.id}`)).body).toEqual(made.body);
  });
});

describe('the table of refusals', () => {
  test('codes that nobody named are a broken rule', () => {
    expect(statusOf('some-rule')).toBe(422);
    expect(statusOf('constructor')).toBe(422);
  });

  test('extra members never overwrite those of RFC 9457', () => {
    const problem = problemOf({ code: 'too-early', extra: { status: 200, title: 'ok', earliestEffectiveOn: '2026-07-03' } }, 'nb');
    expect(problem).toMatchObject({ status: 422, title: 'For tidlig dag', code: 'too-early', earliestEffectiveOn: '2026-07-03' });
  });

  test('what the objection machine refuses is 409, what came with the event 422', () => {
    expect(['wrong-state', 'same-person', 'terms-do-not-allow', 'grounds-not-due'].map(statusOf)).toEqual([409, 409, 409, 409]);
    expect(['answer-day-passed', 'proposal-contradicts'].map(statusOf)).toEqual([422, 422]);
  });
});
