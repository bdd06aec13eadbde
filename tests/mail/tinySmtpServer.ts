import net, { type AddressInfo } from 'node:net';

/** What the server does when its turn comes; a number and words is a reply, `drop` closes the connection without one, `hang` says nothing. */
export type Turn = string | 'drop' | 'hang';

export interface Script {
  /** Offered after EHLO, beside 8BITMIME. */
  extensions?: string[];
  greeting?: Turn;
  /** To AUTH, and to the empty line after a 334; a list is used up one answer at a time. */
  auth?: Turn[];
  mail?: Turn;
  rcpt?: Turn;
  data?: Turn;
  /** To the first of the message that comes. */
  body?: 'drop';
  /** After the final dot; a list is used up one message at a time, its last element stays. */
  message?: Turn | Turn[];
  /** Said unasked, and the connection closed, after each message. */
  goodbye?: string;
}

/** A real SMTP server that answers as it is told, and remembers what it heard. Loopback, free port. */
export async function startTinySmtpServer(script: Script = {}) {
  const messages: string[] = [];
  const commands: string[] = [];
  const sockets = new Set<net.Socket>();
  let connections = 0;
  let answers = 0;

  const server = net.createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let received = '';
    let inMessage = false;

    const take = (turn: Turn): void => {
      if (turn === 'drop') socket.destroy();
      else if (turn !== 'hang') socket.write(`${turn}\r\n`);
    };
    const afterMessage = (): Turn => {
      const turns = [script.message ?? '250 2.0.0 Ok: queued as 4BxYz'].flat();
      return turns[Math.min(messages.length - 1, turns.length - 1)] ?? '250 Ok';
    };
    const hear = (command: string): void => {
      commands.push(command);
      const verb = command.slice(0, 4).toUpperCase();
      if (verb === 'EHLO')
        take(['250-tiny.example', ...(script.extensions ?? []).map((name) => `250-${name}`), '250 8BITMIME'].join('\r\n'));
      else if (script.auth && (verb === 'AUTH' || verb === '')) take(script.auth[answers++] ?? '535 5.7.8 No');
      else if (verb === 'MAIL') take(script.mail ?? '250 2.1.0 Ok');
      else if (verb === 'RCPT') take(script.rcpt ?? '250 2.1.5 Ok');
      else if (verb === 'RSET') take('250 2.0.0 Ok');
      else if (verb === 'QUIT') socket.end('221 2.0.0 Bye\r\n');
      else if (verb === 'DATA') {
        const turn = script.data ?? '354 Go on';
        inMessage = turn.startsWith('354');
        take(turn);
      } else take('502 5.5.2 What?');
    };

    take(script.greeting ?? '220 tiny.example ESMTP');
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8');
      if (inMessage && script.body) return take(script.body);
      for (;;) {
        const end = inMessage ? '\r\n.\r\n' : '\r\n';
        const at = received.indexOf(end);
        if (at < 0) return;
        const heard = received.slice(0, at);
        received = received.slice(at + end.length);
        if (inMessage) {
          inMessage = false;
          messages.push(heard);
          take(afterMessage());
          if (script.goodbye) socket.end(`${script.goodbye}\r\n`);
        } else hear(heard);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    commands,
    connections: () => connections,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
