import PostalMime from 'postal-mime';
import { readBounceAddress } from '../../src/mail/bounceAddress';
import { createMailer } from '../../src/mail/mailer';
import { createTransport } from '../../src/mail/transport';
import { deployment, link, type Sample, sampleInput, statedAt, subprocessor } from './samples';

const transport = createTransport({ mode: 'capture', team: [], connections: 1, captureInto: async () => undefined });
const keys = [{ kid: 'k1', secret: Buffer.alloc(32, 7) }];
const mailer = createMailer({ transport, deployment, codeKeys: keys });

async function read(sample: Sample = {}) {
  const message = await mailer.render(sampleInput(sample));
  const parsed = await PostalMime.parse(message.raw);
  const headerNames = parsed.headers.map(({ key }) => key);
  return { message, parsed, headerNames, header: (name: string) => parsed.headers.find(({ key }) => key === name)?.value };
}

describe('a message', () => {
  test('its headers: who, to whom, where answers go, when, and that a machine sent it', async () => {
    const { message, parsed, header } = await read();
    expect(parsed.from).toMatchObject({ name: 'Prosessor AS', address: 'varsel@prosessor.example' });
    expect(parsed.to).toEqual([
      expect.objectContaining({ name: 'Postmottak, Eksempel kommune', address: 'postmottak@eksempel-kommune.example' }),
    ]);
    expect(parsed.replyTo).toEqual([expect.objectContaining({ address: 'personvern@prosessor.example' })]);
    expect(parsed.messageId).toBe('<66a1b2c3d4e5f60718293a15.notice@varsel.prosessor.example>');
    expect(parsed.date).toBe(statedAt.toISOString());
    expect(header('auto-submitted')).toBe('auto-generated');
    expect(header('content-language')).toBe('nb');
    expect(header('x-auto-response-suppress')).toBe('OOF, AutoReply');
    expect(message.envelope).toMatchObject({
      to: 'postmottak@eksempel-kommune.example',
      envelopeId: expect.stringMatching(/^66a1b2c3d4e5f60718293a15\.[0-9a-f]{16}$/),
    });
    expect(readBounceAddress(message.envelope.from, 'retur.prosessor.example', keys)).toBe('66a1b2c3d4e5f60718293a15');
  });

  test('a provider that names its events by a header: every message carries the sending in it', async () => {
    const named = createMailer({ transport, deployment: { ...deployment, sendingHeader: 'X-PM-Metadata-sending' }, codeKeys: keys });
    const { headers } = await PostalMime.parse((await named.render(sampleInput())).raw);
    expect(headers).toContainEqual(expect.objectContaining({ key: 'x-pm-metadata-sending', value: '66a1b2c3d4e5f60718293a15' }));
  });

  test('nobody can unsubscribe, and nothing names the program', async () => {
    const { headerNames } = await read();
    expect(headerNames.filter((name) => /^list-|mailer|^bcc|^cc$/.test(name))).toEqual([]);
  });

  test('without a bounce domain: bounces go to the sender', async () => {
    const plain = createMailer({ transport, deployment: { ...deployment, bounceDomain: null }, codeKeys: [] });
    expect((await plain.render(sampleInput())).envelope.from).toBe('varsel@prosessor.example');
  });

  test('made again from the same facts: the same bytes and hash; another instant: others', async () => {
    const one = await mailer.render(sampleInput());
    const again = await createMailer({ transport, deployment, codeKeys: keys }).render(sampleInput());
    expect(again.raw.equals(one.raw)).toBe(true);
    expect(again.hash).toBe(one.hash);
    const later = await mailer.render(sampleInput({ input: { statedAt: new Date('2026-06-02T08:30:01Z') } }));
    expect(later.hash).not.toBe(one.hash);
  });

  test('a repeat: says so in subject and text, under the same Message-ID', async () => {
    const { parsed } = await read({ input: { repeat: true } });
    expect(parsed.subject).toMatch(/^Gjentatt: Varsel: /);
    expect(parsed.text).toContain('Vi sender denne meldingen en gang til');
    expect(parsed.messageId).toBe('<66a1b2c3d4e5f60718293a15.notice@varsel.prosessor.example>');
  });

  test('letters and emoji in every place: come through in subject, name, HTML and text', async () => {
    const legalName = 'Blåbær & Ünïcode 株式会社 🫐 AS';
    const { parsed } = await read({ content: { details: { ...subprocessor, legalName }, agreementReference: 'ÆØÅ-1' } });
    expect(parsed.subject).toBe(`Varsel: Ny underdatabehandler: ${legalName} (ÆØÅ-1)`);
    expect(parsed.text).toContain(legalName);
    expect(parsed.html).toContain('Blåbær &amp; Ünïcode 株式会社 🫐 AS');
  });

  test('a name of ten thousand characters: cut in the subject, whole in the text, no line over 998 octets', async () => {
    const legalName = 'Navn '.repeat(2000).trim();
    const { message, parsed } = await read({ content: { details: { ...subprocessor, legalName } } });
    expect([...(parsed.subject ?? '')].length).toBeLessThan(200);
    expect(parsed.text?.replace(/\s+/g, ' ')).toContain(legalName);
    for (const line of message.raw.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  });

  test('the link: as a button and written out, in both parts, and nothing else is fetched from anywhere', async () => {
    const { parsed } = await read();
    const hrefs = [...(parsed.html ?? '').matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(hrefs).toEqual([link, link]);
    expect(parsed.html?.split(link)).toHaveLength(4);
    expect(parsed.text?.split(link)).toHaveLength(2);
    expect(parsed.html).not.toMatch(/<img|<script|<iframe|<form|src=|url\(|@import/i);
    expect(parsed.attachments.map(({ filename }) => filename)).toEqual(['frist.ics']);
  });

  test('for readers of HTML: language, title and headings in order', async () => {
    const { parsed } = await read({ locale: 'en' });
    expect(parsed.html).toContain('<html lang="en"');
    expect(parsed.html?.match(/<h1/g)).toHaveLength(1);
    expect(parsed.html).toContain('<title>Notice: New subprocessor: Skylager &amp; Sønner AS (DBA-2024-17)</title>');
  });

  test('for those who hear it: tables that only hold the layout are none to a screen reader, and the letter is one article with a name', async () => {
    const { parsed } = await read({ locale: 'en' });
    const tables = parsed.html?.match(/<table[^>]*>/g) ?? [];
    expect(tables.length).toBeGreaterThan(0);
    const layout = tables.filter((table) => !/class="table"/.test(table));
    expect(layout.filter((table) => !table.includes('role="presentation"'))).toEqual([]);
    expect(parsed.html?.match(/role="article"[^>]*aria-label="Notice: New subprocessor: [^"]+"/)).not.toBeNull();
  });

  test('for those who read in the dark: it says that it can, and every colour of the letter has another there', async () => {
    const { parsed } = await read({ locale: 'en' });
    expect(parsed.html).toContain('<meta name="color-scheme" content="light dark">');
    const [, dark = ''] = parsed.html?.split('@media (prefers-color-scheme:dark){') ?? [];
    const rules = dark.slice(0, dark.indexOf('</style>'));
    const coloured = [...(parsed.html ?? '').matchAll(/class="(\w+)" style="[^"]*color:/g)].map(([, name]) => `.${name}`);
    expect(coloured.length).toBeGreaterThan(5);
    expect([...new Set(coloured)].filter((name) => !new RegExp(`\\${name}[,{]`).test(rules))).toEqual([]);
  });
});

describe('a message made of hostile input', () => {
  const injections = [
    'x\r\nBcc: victim@x.example',
    'x\nSubject: other',
    'x\rX-Evil: 1',
    'x\u2028Bcc: victim@x.example',
    'x\0y',
    'x"\r\n\r\n<b>body</b>',
  ];

  test.each(injections)('line breaks in names, references and subjects (%j): no header more, none other', async (evil) => {
    const clean = await read();
    const input = sampleInput({
      content: { details: { ...subprocessor, legalName: evil }, agreementReference: evil, controllerName: evil },
    });
    input.addressee.contactName = evil;
    const message = await mailer.render(input);
    const parsed = await PostalMime.parse(message.raw);
    expect(parsed.headers.map(({ key }) => key)).toEqual(clean.headerNames);
    expect(parsed.to).toHaveLength(1);
    expect(parsed.to?.[0]?.address).toBe('postmottak@eksempel-kommune.example');
    expect(message.subject).not.toMatch(/[\r\n]/);
  });

  test.each(injections)('line breaks in the address (%j): no header more, and it is refused at delivery', async (evil) => {
    const clean = await read();
    const { message, headerNames } = await read({ sending: { to: `a@x.example${evil}` } });
    expect(headerNames).toEqual(clean.headerNames);
    expect((await mailer.deliver(message)).outcome).toEqual({ kind: 'answered', code: 553, stage: 'recipient' });
  });

  test('HTML in every field: stands there as text', async () => {
    const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&';
    const { parsed } = await read({
      preset: 'dfo-2020-general',
      content: {
        changeType: 'modify',
        details: {
          ...subprocessor,
          legalName: evil,
          organisationNumber: evil,
          address: evil,
          contactPoint: evil,
          processing: { any: evil },
          dataCategories: [evil],
          dataSubjects: [evil],
          specialCategories: [evil],
          transferBasis: [{ country: evil, basis: evil, reference: evil }],
          securityMeasures: { any: evil },
          services: [evil],
        },
        previousDetails: { ...subprocessor, legalName: `${evil}1` },
        modifiedFields: ['legalName'],
        chain: [{ subprocessorId: 'x', legalName: evil, country: evil, locations: [], transferBasis: [] }],
        reason: { any: evil },
        emergencyReason: evil,
        agreementReference: evil,
        controllerName: evil,
        clause: evil,
      },
    });
    expect(parsed.html).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
    expect(parsed.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(parsed.text).toContain('<script>alert(1)</script>');
  });
});

test('a one-time code: the same for the same id, and another for another', () => {
  expect(mailer.codeFor('a')).toMatch(/^\d{6}$/);
  expect(mailer.codeFor('a')).toBe(mailer.codeFor('a'));
  expect(mailer.codeFor('a')).not.toBe(mailer.codeFor('b'));
});
