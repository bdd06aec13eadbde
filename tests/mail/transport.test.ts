import type { Connection } from 'mongoose';
import PostalMime from 'postal-mime';
import { connectToMongo } from '../../src/data/connection';
import { createModels } from '../../src/data/models';
import { createRepositories, type Repositories } from '../../src/data/repositories';
import { createMailer } from '../../src/mail/mailer';
import { createTransport } from '../../src/mail/transport';
import { testNamespace } from '../support/namespace';
import { deployment, sampleInput } from './samples';
import { startTinySmtpServer } from './tinySmtpServer';

const message = { envelope: { from: 'varsel@x.example', to: 'Contact@Controller.example' }, raw: Buffer.from('Subject: hi\r\n\r\nhi\r\n') };

describe('mail in capture mode', () => {
  let connection: Connection;
  let data: Repositories;

  beforeAll(async () => {
    connection = await connectToMongo(testNamespace().mongodbUri);
    data = createRepositories(createModels(connection));
  });

  afterAll(() => connection.close());

  function capturing(smtpUrl?: string) {
    return createTransport({ mode: 'capture', smtpUrl, team: [], connections: 2, captureInto: data.capturedMessages.insert });
  }

  test('a notice: stands in the mailbox byte for byte before it counts as accepted, under the address in lower case', async () => {
    const transport = capturing();
    const mailer = createMailer({ transport, deployment, codeKeys: [{ kid: 'k1', secret: Buffer.alloc(32, 7) }] });
    const input = sampleInput({
      content: { reason: { any: 'Blåbær og rømmegrøt 🫐' } },
      sending: { to: 'Postmottak@Eksempel-Kommune.example' },
    });
    const rendered = await mailer.render(input);
    const delivery = await mailer.deliver(rendered);
    await mailer.close();

    const [captured, ...others] = await data.capturedMessages.list({ to: 'postmottak@eksempel-kommune.example', limit: 10 });
    expect(others).toEqual([]);
    if (!captured) throw new Error('nothing was captured');
    expect(delivery).toMatchObject({ outcome: { kind: 'answered', code: 250, stage: 'data' }, host: '127.0.0.1', queueId: captured._id });
    expect(captured.from).toBe(rendered.envelope.from);
    const raw = Buffer.from(captured.raw.buffer);
    expect(raw.equals(rendered.raw)).toBe(true);

    const parsed = await PostalMime.parse(raw);
    expect(parsed.text).toContain('Blåbær og rømmegrøt 🫐');
    expect(parsed.html).toContain('Blåbær og rømmegrøt 🫐');
    expect(parsed.subject).toBe('Varsel: Ny underdatabehandler: Skylager & Sønner AS (DBA-2024-17)');
  });

  test('SMTP_URL is set: nothing goes there', async () => {
    const outside = await startTinySmtpServer();
    const transport = capturing(outside.url);
    await transport.verify();
    const { outcome } = await transport.deliver(message);
    await transport.close();
    expect(outcome).toMatchObject({ kind: 'answered', code: 250 });
    expect(outside.connections()).toBe(0);
    await outside.close();
  });

  test('a line of a single dot, and one that begins with dots: come through as they were', async () => {
    const transport = capturing();
    const raw = Buffer.from('Subject: dots\r\n\r\n.\r\n..two\r\nend\r\n');
    await transport.deliver({ envelope: { from: 'a@x.example', to: 'dots@x.example' }, raw });
    await transport.close();
    const [captured] = await data.capturedMessages.list({ to: 'dots@x.example', limit: 1 });
    expect(captured && Buffer.from(captured.raw.buffer).toString()).toBe(raw.toString());
  });

  test('many at once: each once', async () => {
    const transport = capturing();
    const addresses = Array.from({ length: 60 }, (_, index) => `number-${index}@many.example`);
    await Promise.all(addresses.map((to) => transport.deliver({ ...message, envelope: { from: 'a@x.example', to } })));
    await transport.close();
    for (const to of addresses) expect(await data.capturedMessages.list({ to, limit: 10 })).toHaveLength(1);
  });

  test('the mailbox cannot be written to: 451, to be tried again', async () => {
    const transport = createTransport({
      mode: 'capture',
      team: [],
      connections: 1,
      captureInto: async () => {
        throw new Error('disk full');
      },
    });
    const { outcome } = await transport.deliver(message);
    await transport.close();
    expect(outcome).toEqual({ kind: 'answered', code: 451, stage: 'data' });
  });
});

describe('mail in the other modes', () => {
  test('team: an address in the list leaves, whatever its case; another is refused in words and does not', async () => {
    const server = await startTinySmtpServer();
    const transport = createTransport({ mode: 'team', smtpUrl: server.url, team: ['contact@controller.EXAMPLE'], connections: 1 });
    expect((await transport.deliver(message)).outcome).toMatchObject({ kind: 'answered', code: 250 });
    const refused = await transport.deliver({ ...message, envelope: { ...message.envelope, to: 'other@controller.example' } });
    await transport.close();
    expect(refused.outcome).toEqual({ kind: 'answered', code: 550, stage: 'recipient' });
    expect(refused.response).toContain('MAIL_TEAM');
    expect(server.commands.filter((command) => command.startsWith('RCPT'))).toEqual(['RCPT TO:<Contact@Controller.example>']);
    await server.close();
  });

  test.each(['a@x.example, b@x.example', 'a@x.example\r\nRCPT TO:<b@x.example>', 'nobody'])(
    'to %j: refused before anything leaves',
    async (to) => {
      const server = await startTinySmtpServer();
      const transport = createTransport({ mode: 'live', smtpUrl: server.url, team: [], connections: 1 });
      const { outcome } = await transport.deliver({ ...message, envelope: { ...message.envelope, to } });
      await transport.close();
      expect(outcome).toEqual({ kind: 'answered', code: 553, stage: 'recipient' });
      expect(server.connections()).toBe(0);
      await server.close();
    },
  );

  test('a mode without what it needs: refused at once', () => {
    expect(() => createTransport({ mode: 'live', team: [], connections: 1 })).toThrow('SMTP_URL');
    expect(() => createTransport({ mode: 'capture', team: [], connections: 1 })).toThrow('mailbox');
  });
});
