import net, { type AddressInfo } from 'node:net';
import { serveQuestions } from './support/ownProcess';

/**
 * A mail server that takes everything at once: nothing is parsed, so that what is measured is whoever sends. A server made with smtp-server would itself be
 * the bottleneck near a thousand messages a second. Questions: `counts`, `last` (the last whole message), `reset`, `port`.
 */
export type SinkQuestion = 'port' | 'counts' | 'last' | 'reset';
export interface SinkCounts {
  messages: number;
  recipients: number;
  connections: number;
}

const endOfMessage = Buffer.from('\r\n.\r\n');
const extensions = ['sink.example', 'PIPELINING', '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES', 'DSN'];
const greeting = extensions.map((name, index) => `250${index === extensions.length - 1 ? ' ' : '-'}${name}\r\n`).join('');

let messages = 0;
let connections = 0;
let recipients = new Set<string>();
let last = Buffer.alloc(0);

function serve(socket: net.Socket): void {
  connections += 1;
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  let pending = Buffer.alloc(0);
  let inMessage = false;

  const hear = (line: string): string => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') return greeting;
    if (verb === 'RCPT') recipients.add(line.slice(line.indexOf('<') + 1, line.indexOf('>')));
    if (verb === 'QUIT') return '221 2.0.0 Bye\r\n';
    if (verb !== 'DATA') return '250 2.0.0 Ok\r\n';
    inMessage = true;
    return '354 Go on\r\n';
  };

  socket.write('220 sink.example ESMTP\r\n');
  socket.on('data', (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let answers = '';
    for (;;) {
      const at = inMessage ? pending.indexOf(endOfMessage) : pending.indexOf('\r\n');
      if (at < 0) break;
      if (inMessage) {
        inMessage = false;
        messages += 1;
        last = pending.subarray(0, at);
        answers += `250 2.0.0 Ok: queued as S${messages}\r\n`;
        pending = pending.subarray(at + endOfMessage.length);
      } else {
        answers += hear(pending.toString('latin1', 0, at));
        pending = pending.subarray(at + 2);
      }
    }
    if (answers) socket.write(answers);
    if (answers.startsWith('221')) socket.end();
  });
}

const server = net.createServer(serve);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  serveQuestions<SinkQuestion>((question) => {
    if (question === 'port') return port;
    if (question === 'last') return last.toString('latin1');
    if (question === 'counts') return { messages, recipients: recipients.size, connections } satisfies SinkCounts;
    messages = 0;
    connections = 0;
    recipients = new Set();
    return null;
  });
});
