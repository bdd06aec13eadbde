import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dependencies } from './dependencies';
import { runProcess } from './runProcess';
import { createApp } from './web/createApp';

export interface RunningWeb {
  url: string;
  port: number;
  /** Takes no more requests, lets the running ones end. */
  stop(): Promise<void>;
}

/** Listens on `config.host` and `config.port`; rejects where the port is taken. */
export async function startWeb(dependencies: Dependencies): Promise<RunningWeb> {
  const { host, port } = dependencies.config;
  const server = createServer(createApp(dependencies));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: dependencies.config.baseUrl,
    port: address.port,
    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 5_000).unref();
      });
    },
  };
}

if (require.main === module) void runProcess('web', startWeb);
