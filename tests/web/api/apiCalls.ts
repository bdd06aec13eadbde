import request, { type Test } from 'supertest';
import type { Testbed } from '../../support/testbed';

export type KeyName = keyof Testbed['keys'];

/** Calls the API as the holder of one of the testbed's keys. */
export function as(testbed: Testbed, key: KeyName) {
  const bearer = `Bearer ${testbed.keys[key]}`;
  const call = (method: 'get' | 'post' | 'patch', path: string): Test =>
    request(testbed.app)[method](`/api/v1${path}`).set('Authorization', bearer);
  return {
    get: (path: string) => call('get', path),
    post: (path: string, body?: object) => (body === undefined ? call('post', path) : call('post', path).send(body)),
    patch: (path: string, body: object) => call('patch', path).send(body),
  };
}

/** `pointer code` of every problem in a refused answer. */
export function problems(answer: { body: { errors?: { pointer: string; code: string }[] } }): string[] {
  return (answer.body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
}
