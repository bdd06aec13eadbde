import { performance } from 'node:perf_hooks';
import { createTransport } from 'nodemailer';
import { serveQuestions } from './support/ownProcess';

/** One letter as somebody hands it to `sendMail`. */
export interface SampleLetter {
  /** Of the pipeline's own message. */
  bytes: number;
  from: { name: string; address: string };
  replyTo: string;
  subject: string;
  text: string;
  html: string;
  /** The personal link, which is another in each letter. */
  link: string;
  headers: { key: string; value: string }[];
  attachments: { filename: string; contentType: string; content: string }[];
}

export interface PlainQuestion {
  url: string;
  sample: SampleLetter;
  notices: number;
  connections: number;
}

/** Kept busy without keeping all letters in memory at once. */
const atOnce = 200;

/** Nodemailer alone: a pool, and `sendMail` with the same letter for each recipient, its personal link replaced. */
async function sendAll({ url, sample, notices, connections }: PlainQuestion): Promise<{ seconds: number }> {
  const { hostname, port } = new URL(url);
  const pool = createTransport({
    host: hostname,
    port: Number(port),
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
  });
  const attachments = sample.attachments.map(({ content, ...rest }) => ({ ...rest, content: Buffer.from(content, 'base64') }));
  const start = performance.now();
  let next = 0;
  const takeTurns = async () => {
    while (next < notices) {
      const index = next;
      next += 1;
      const link = `${sample.link.slice(0, -8)}${String(index).padStart(8, '0')}`;
      await pool.sendMail({
        from: sample.from,
        to: `contact${index}@plain.example`,
        replyTo: sample.replyTo,
        subject: sample.subject,
        text: sample.text.replaceAll(sample.link, link),
        html: sample.html.replaceAll(sample.link, link),
        headers: sample.headers,
        attachments,
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  const seconds = (performance.now() - start) / 1_000;
  pool.close();
  return { seconds };
}

serveQuestions<PlainQuestion>(sendAll);
