/** Where to go on after a form: the page of the desk that was asked for, never another host. The front page of the desk for anything else. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !/^\/desk(?:[/?#]|$)/.test(next)) return '/desk';
  const address = new URL(next, 'http://page.invalid');
  return address.host === 'page.invalid' && /^\/desk(?:\/|$)/.test(address.pathname) ? `${address.pathname}${address.search}` : '/desk';
}
