import dgram from 'node:dgram';

/** What is known of a name: TXT records as text, MX records by their host (`''`: takes no mail), A records. */
export interface DnsRecords {
  txt?: string[];
  mx?: string[];
  a?: string[];
}

const types = { a: 1, mx: 15, txt: 16 } as const;

/** A real DNS server over UDP that knows these names and no other. Loopback, free port. */
export async function startTinyDnsServer(known: Record<string, DnsRecords>): Promise<{ address: string; close(): Promise<void> }> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, { port, address }) => socket.send(answerTo(query, known), port, address));
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${socket.address().port}`, close: () => new Promise((resolve) => socket.close(() => resolve())) };
}

function answerTo(query: Buffer, known: Record<string, DnsRecords>): Buffer {
  const labels: string[] = [];
  let at = 12;
  while ((query[at] ?? 0) > 0) {
    const length = query.readUInt8(at);
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const question = query.subarray(12, at + 5);
  const type = query.readUInt16BE(at + 1);
  const records = known[labels.join('.').toLowerCase()];
  const answers = records ? dataOf(type, records) : [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(records ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  return Buffer.concat([header, question, ...answers.map((data) => resource(type, data))]);
}

function resource(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  // The name is the question's, by a pointer to it.
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function dataOf(type: number, { txt = [], mx = [], a = [] }: DnsRecords): Buffer[] {
  if (type === types.txt) return txt.map((text) => Buffer.concat((text.match(/.{1,255}/g) ?? ['']).map(sized)));
  if (type === types.mx) return mx.map((host) => Buffer.concat([Buffer.from([0, 10]), nameOf(host)]));
  if (type === types.a) return a.map((address) => Buffer.from(address.split('.').map(Number)));
  return [];
}

function nameOf(host: string): Buffer {
  return Buffer.concat([...host.split('.').filter(Boolean).map(sized), Buffer.from([0])]);
}

function sized(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')]);
}
