import { type CalendarInput, calendarSequence, deadlineCalendar } from '../../src/mail/deadlineCalendar';
import { type Sample, sampleInput, statedAt } from './samples';

function entry(sample: Sample = {}, different: Partial<CalendarInput> = {}): string | null {
  const { notice, deadlines } = sampleInput(sample);
  if (!notice) throw new Error('no notice');
  return deadlineCalendar({
    notice,
    deadlines,
    locale: 'nb',
    sequence: 0,
    statedAt,
    host: 'varsel.prosessor.example',
    url: null,
    organizer: { name: 'Personvern', address: 'personvern@prosessor.example' },
    processorName: 'Prosessor AS',
    ...different,
  });
}

/** The content lines, unfolded (RFC 5545 3.1). */
function linesOf(text: string | null): string[] {
  if (text === null) throw new Error('no entry');
  return text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter(Boolean);
}

describe('deadlineCalendar', () => {
  test('a window that closes on 16 June at 24:00: a whole day on 16 June, to be published and not answered', () => {
    const lines = linesOf(entry());
    expect(lines).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Forvarsel//notice//NB',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:66a1b2c3d4e5f60718293a11@varsel.prosessor.example',
      'SEQUENCE:0',
      'DTSTAMP:20260602T083000Z',
      'DTSTART;VALUE=DATE:20260616',
      'DTEND;VALUE=DATE:20260617',
      'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
      'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE',
      'SUMMARY:Frist for å motsette seg: Skylager & Sønner AS (DBA-2024-17)',
      'TRANSP:TRANSPARENT',
      'DESCRIPTION:Siste frist for å motsette seg endringen: tirsdag 16. juni 2026 kl. 24.00 (norsk tid).\\nTrer i kraft for dere: onsdag 1. juli 2026.\\nVarsel fra Prosessor AS etter databehandleravtalen DBA-2024-17.\\nÅpne lenken i e-posten med varselet for å svare\\, eller skriv til personvern@prosessor.example.',
      'ORGANIZER;CN="Prosessor AS":mailto:personvern@prosessor.example',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'TRIGGER:-P3DT15H',
      'DESCRIPTION:Frist for å motsette seg: Skylager & Sønner AS (DBA-2024-17)',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
    ]);
  });

  test('in English: the same dates in English words', () => {
    const text = linesOf(entry({}, { locale: 'en' })).join('\n');
    expect(text).toContain('SUMMARY:Deadline to object: Skylager & Sønner AS (DBA-2024-17)');
    expect(text).toContain('Tuesday 16 June 2026 at 24:00 (Norwegian time)');
  });

  test('without a window: the day before the day of effect', () => {
    const lines = linesOf(entry({ preset: 'dfo-2020-general' }));
    expect(lines).toContain('DTSTART;VALUE=DATE:20260702');
    expect(lines.join('\n')).toContain('Dere kan motsette dere endringen til torsdag 2. juli 2026 kl. 24.00 (norsk tid).');
  });

  test('an approval is needed: it says that nothing happens without a yes', () => {
    expect(linesOf(entry({ preset: 'dfo-2020-specific' })).join('\n')).toContain('Uten et ja fra dere skjer det ikke.');
  });

  test.each<[string, Sample, Partial<CalendarInput>]>([
    ['a removal that is only announced', { content: { changeType: 'remove' } }, {}],
    ['a start that is not known', {}, { deadlines: null }],
    ['a window that is over', {}, { statedAt: new Date('2026-06-16T22:00:00Z') }],
  ])('%s: no entry', (_situation, sample, different) => {
    expect(entry(sample, different)).toBeNull();
  });

  test('less than two working days are left: an entry without an alarm', () => {
    const text = entry({}, { statedAt: new Date('2026-06-15T08:00:00Z') });
    expect(text).toContain('BEGIN:VEVENT');
    expect(text).not.toContain('VALARM');
  });

  test('the same input: the same bytes, CRLF, no line over 75 octets, and no more than the mail tells', () => {
    const name = `${'Åse Ærlig Øl & 🫐 '.repeat(12)}AS`;
    const sample: Sample = { content: { details: { ...sampleDetails(), legalName: name } } };
    const text = entry(sample) ?? '';
    expect(entry(sample)).toBe(text);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text).not.toContain('postmottak');
    expect(text).not.toContain('/n/');
  });

  test('a name that would forge a line: stays a name', () => {
    const legalName = 'Skylager\r\nATTENDEE:mailto:a@b.example\nBEGIN:VEVENT;,\\';
    const lines = linesOf(entry({ content: { details: { ...sampleDetails(), legalName } } }));
    expect(lines.filter((line) => line.startsWith('ATTENDEE') || line === 'BEGIN:VEVENT')).toEqual(['BEGIN:VEVENT']);
    expect(lines.join('\n')).toContain('Skylager ATTENDEE:mailto:a@b.example BEGIN:VEVENT\\;\\,\\\\');
  });

  test('stated later: the same entry with a higher sequence', () => {
    const publishedAt = new Date('2026-06-01T08:00:00Z');
    const later = new Date('2026-06-09T08:00:00Z');
    const sequences = [publishedAt, statedAt, later].map((at) => calendarSequence({ publishedAt, statedAt: at }));
    expect(sequences).toEqual([0, 88_200, 691_200]);
    const lines = linesOf(entry({}, { statedAt: later, sequence: sequences[2] ?? 0 }));
    expect(lines).toContain('UID:66a1b2c3d4e5f60718293a11@varsel.prosessor.example');
    expect(lines).toContain('SEQUENCE:691200');
    expect(calendarSequence({ publishedAt: later, statedAt: publishedAt })).toBe(0);
  });
});

function sampleDetails() {
  const { notice } = sampleInput();
  if (!notice) throw new Error('no notice');
  return notice.content.details;
}
