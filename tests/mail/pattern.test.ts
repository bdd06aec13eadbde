import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { createMailer } from '../../src/mail/mailer';
import { createTransport } from '../../src/mail/transport';
import { deployment, sampleInput } from './samples';

const keys = [{ kid: 'k1', secret: Buffer.alloc(32, 7) }];
const transport = createTransport({ mode: 'capture', team: [], connections: 1, captureInto: async () => undefined });
const newMailer = () => createMailer({ transport, deployment, codeKeys: keys });

const oddNames = [
  'Blåbær & Sønner <AS>',
  'A'.repeat(300),
  'æøå '.repeat(80).trim(),
  '株式会社🫐'.repeat(30),
  '=3D =\t. ..',
  'semi; comma, back\\slash "quoted"',
  '$& $1 $$',
  '. a dot first',
  'From the first line',
];

/** A notice to this agreement and controller, as one of many under the same terms. */
function inputTo(name: string) {
  return sampleInput({ content: { agreementReference: name, controllerName: name }, sending: { toName: name } });
}

describe('messages made from one pattern', () => {
  test.each(oddNames)('the name %j: the same bytes as when it is typeset alone', async (name) => {
    const shared = newMailer();
    await shared.render(inputTo('Somebody else'));
    const [fromPattern, alone] = await Promise.all([shared.render(inputTo(name)), newMailer().render(inputTo(name))]);
    expect(fromPattern.raw.equals(alone.raw)).toBe(true);
    expect(fromPattern.hash).toBe(alone.hash);
  });

  test('any name: comes out as it went in, in every part, no line is too long, and no part sees another reader', async () => {
    const mailer = newMailer();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), async (typed) => {
        const name = `x${typed.normalize('NFC').replace(/[\p{C}\p{Z}\s]+/gu, '-')}x`;
        const { raw } = await mailer.render(inputTo(name));
        const parsed = await PostalMime.parse(raw);
        expect(parsed.to?.[0]?.name).toBe(name.length > 200 ? parsed.to?.[0]?.name : name);
        expect(parsed.text).toContain(`Til ${name}`);
        expect(parsed.html).toContain(
          name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
        );
        const lines = raw.toString('latin1').split('\r\n');
        const bodyStart = lines.indexOf('');
        expect(lines.slice(bodyStart).filter((line) => line.length > 76)).toEqual([]);
        expect(raw.toString('latin1')).not.toMatch(/fv\dx[0-9a-f]{18}|[^\r]\n|\r[^\n]/);
      }),
      { numRuns: 60 },
    );
  });

  test('two readers of one pattern: each has its own facts alone', async () => {
    const mailer = newMailer();
    const [one, other] = await Promise.all([mailer.render(inputTo('Eksempel kommune')), mailer.render(inputTo('Prøve fylke'))]);
    const [first, second] = await Promise.all([PostalMime.parse(one.raw), PostalMime.parse(other.raw)]);
    expect(`${first.subject}${first.text}${first.html}`).not.toContain('Prøve fylke');
    expect(`${second.subject}${second.text}${second.html}`).not.toContain('Eksempel kommune');
    expect(second.subject).toContain('(Prøve fylke)');
  });

  test('the calendar entry: attached, for this notice and agreement, folded at 75 octets', async () => {
    const { raw } = await newMailer().render(inputTo('Avtale; nr. 1, æøå '.repeat(8).trim()));
    const [attachment] = (await PostalMime.parse(raw, { attachmentEncoding: 'utf8' })).attachments;
    const calendar = String(attachment?.content);
    expect(attachment).toMatchObject({ filename: 'frist.ics', mimeType: 'text/calendar', disposition: 'attachment' });
    expect(calendar).toContain('METHOD:PUBLISH');
    expect(calendar.replace(/\r?\n /g, '')).toContain('UID:66a1b2c3d4e5f60718293a11@');
    expect(calendar.replace(/\r?\n /g, '')).toContain('Avtale\\; nr. 1\\, æøå Avtale');
    expect(calendar.split(/\r?\n/).filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  });
});
