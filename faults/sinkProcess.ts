import net, { type AddressInfo } from 'node:net';
import { serveQuestions } from '../bench/support/ownProcess';
import { type RecipientScript, refusal, type Taken, turns } from './turns';

/** A mail server that treats each try at each recipient as it was told, and keeps a list of what it took. */
export type SinkQuestion = { ask: 'port' } | { ask: 'taken' } | { ask: 'script'; scripts: [string, RecipientScript][] };

const greeting = '250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250 DSN\r\n';
const endOfMessage = Buffer.from('\r\n.\r\n');
/** Every message takes a moment, so that there is always something on its way when a fault comes. */
const replyAfterMs = 5;
const slowReplyAfterMs = 1_200;

const scripts = new Map<string, RecipientScript>();
const tries = new Map<string, number>();
const taken: Taken[] = [];

/** One message on its way in. */
interface Transaction {
  from: string;
  to: string;
  turn: (typeof turns)[keyof typeof turns] | null;
  refused: boolean;
}

function begin({ from, to }: Pick<Transaction, 'from' | 'to'>): Transaction {
  const script = scripts.get(to);
  const before = tries.get(to) ?? 0;
  tries.set(to, before + 1);
  const name = script?.turns[before];
  return { from, to, turn: name ? turns[name] : null, refused: script?.refused ?? false };
}

function serve(socket: net.Socket): void {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  let pending = Buffer.alloc(0);
  let sender = '';
  let current: Transaction | null = null;
  let inMessage = false;
  let isSilent = false;

  const say = (line: string): void => {
    socket.write(`${line}\r\n`);
  };
  /** True when the turn has something else in store for this stage. */
  const misbehaves = (stage: 'rcpt' | 'data' | 'body' | 'message'): boolean => {
    const turn = current?.turn;
    if (!turn || turn.stage !== stage) return false;
    if (turn.reply === 'drop') socket.destroy();
    else if (turn.reply === 'hang') isSilent = true;
    else if (turn.reply === 'slow') return false;
    else say(turn.reply);
    return true;
  };
  const hear = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') socket.write(greeting);
    else if (verb === 'QUIT') socket.end('221 2.0.0 Bye\r\n');
    else if (verb === 'MAIL') {
      sender = addressIn(line);
      say('250 2.1.0 Ok');
    } else if (verb === 'RCPT') {
      current = begin({ from: sender, to: addressIn(line).toLowerCase() });
      if (current.refused) say(refusal);
      else if (!misbehaves('rcpt')) say('250 2.1.5 Ok');
    } else if (verb === 'DATA') {
      if (!current || current.refused) say('503 5.5.1 No valid recipient');
      else if (!misbehaves('data')) {
        inMessage = true;
        say('354 Go on');
      }
    } else say('250 2.0.0 Ok');
  };
  const take = (message: string): void => {
    if (!current) return;
    const { from, to, turn } = current;
    if (!turn || turn.takes || turn.stage !== 'message') taken.push({ from, to, messageId: messageIdIn(message), at: Date.now() });
    if (misbehaves('message')) return;
    setTimeout(() => say(`250 2.0.0 Ok: queued as F${taken.length}`), turn?.reply === 'slow' ? slowReplyAfterMs : replyAfterMs);
  };

  say('220 sink.example ESMTP');
  socket.on('data', (chunk) => {
    if (isSilent) return;
    pending = Buffer.concat([pending, chunk]);
    if (inMessage && misbehaves('body')) return;
    for (;;) {
      const at = inMessage ? pending.indexOf(endOfMessage) : pending.indexOf('\r\n');
      if (at < 0 || isSilent) return;
      const heard = pending.toString('latin1', 0, at);
      pending = pending.subarray(at + (inMessage ? endOfMessage.length : 2));
      if (inMessage) {
        inMessage = false;
        take(heard);
      } else hear(heard);
    }
  });
}

function addressIn(line: string): string {
  return line.slice(line.indexOf('<') + 1, line.indexOf('>'));
}

function messageIdIn(message: string): string {
  return /^message-id:\s*(<[^>]+>)/im.exec(message)?.[1] ?? '';
}

const server = net.createServer(serve);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  serveQuestions<SinkQuestion>((question) => {
    if (question.ask === 'port') return port;
    if (question.ask === 'taken') return taken;
    for (const [to, script] of question.scripts) scripts.set(to, script);
    return null;
  });
});
