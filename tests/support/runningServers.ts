/** Jest loads setup and teardown as two modules that share nothing but the process. */
type Servers = { stop(): Promise<void> };

const KEY = Symbol.for('forvarsel.testServers');
const shared = globalThis as unknown as Record<symbol, Servers | undefined>;

export function rememberServers(servers: Servers): void {
  shared[KEY] = servers;
}

export async function stopServers(): Promise<void> {
  await shared[KEY]?.stop();
  shared[KEY] = undefined;
}
