import { stopServers } from './runningServers';

export default async function globalTeardown(): Promise<void> {
  await stopServers();
}
