import { Router } from 'express';
import { z } from 'zod';
import { getPage, mountPages, type PageRoute, postPage } from '../../src/web/pageRoute';

const get = getPage({ path: '/a', access: 'public', handler: () => undefined });
const post = postPage({ path: '/a', access: ['dpo'], body: z.object({}), handler: () => undefined });

describe('mountPages', () => {
  test('a GET and a POST at one address are two pages', () => {
    expect(() => mountPages(Router(), [get, post])).not.toThrow();
  });

  test('a POST without a schema stops the start, by name', () => {
    expect(() => mountPages(Router(), [{ ...post, body: null }])).toThrow('POST /a has no schema');
  });

  test.each([[[]], [undefined], ['somebody']])('access %p stops the start', (access) => {
    expect(() => mountPages(Router(), [{ ...get, access } as unknown as PageRoute])).toThrow('GET /a does not say who may use it');
  });

  test('two pages at one address stop the start', () => {
    expect(() => mountPages(Router(), [get, get])).toThrow('GET /a is there twice');
  });
});
