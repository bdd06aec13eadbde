import type { AuditEventRecord } from '../../../src/data/auditEvent.model';
import { type AuditNames, auditStory } from '../../../src/web/desk/audit/auditStory';
import { auditSentences } from '../../../src/web/texts/auditTexts';

const names: AuditNames = {
  agreements: new Map([['a1', 'VID-1']]),
  controllers: new Map([['c1', 'Øyvik kommune']]),
  subprocessors: new Map([['s1', 'Skybygg AS']]),
};

function event(different: Partial<AuditEventRecord>): AuditEventRecord {
  return {
    _id: 'e1',
    at: new Date('2026-06-01T22:00:00Z'),
    recordedAt: new Date('2026-11-01T08:00:00Z'),
    type: 'change.drafted',
    actor: { kind: 'person', personId: 'p1', name: 'Utgiveren', role: 'publisher', via: 'session' },
    subject: { kind: 'change', id: 'x1' },
    changeId: 'x1',
    noticeId: null,
    agreementId: 'a1',
    controllerId: 'c1',
    objectionId: null,
    subprocessorId: 's1',
    facts: {},
    ...different,
  };
}

const tell = (different: Partial<AuditEventRecord>) => auditStory([event(different)], names, 'nb')[0];

describe('auditStory', () => {
  test('tells when in Norwegian legal time, and a midnight as the day that begins', () => {
    expect(tell({})).toMatchObject({ at: 'tirsdag 2. juni 2026 kl. 00.00 (norsk tid)', datetime: '2026-06-01T22:00:00.000Z' });
  });

  test('a person is named with the role, and a key with the way in', () => {
    expect(tell({})?.text).toBe('Utgiveren (utgiver) laget utkastet.');
    const viaKey = { kind: 'person', personId: 'p1', name: 'Utgiveren', role: 'publisher', via: 'key' } as const;
    expect(tell({ actor: viaKey })?.text).toBe('Utgiveren (utgiver), gjennom API-et, laget utkastet.');
  });

  test('a controller is named as typed, with whose contact it is', () => {
    const facts = { reference: 'INN-7K3M-9QPX' };
    const typed = { kind: 'controller', noticeId: 'n1', contactId: 'k1', name: 'Innsenderen', title: 'rådgiver' } as const;
    expect(tell({ type: 'objection.received', actor: typed, facts })?.text).toBe(
      'Innsenderen, rådgiver (kontaktpunktet hos Øyvik kommune) motsatte seg endringen for VID-1 (innsigelse INN-7K3M-9QPX).',
    );
    const unnamed = { kind: 'controller', noticeId: 'n1', contactId: 'k1' } as const;
    expect(tell({ type: 'ConsignmentAcceptance', actor: unnamed })?.text).toBe(
      'Kontaktpunktet hos Øyvik kommune bekreftet å ha mottatt varselet til VID-1.',
    );
  });

  test('a reading that an older release wrote into the trail still has its sentence', () => {
    const contact = { kind: 'controller', noticeId: 'n1', contactId: 'k1' } as const;
    expect(tell({ type: 'document.read', actor: contact, facts: { documentHash: 'f00' } })?.text).toBe(
      'Kontaktpunktet hos Øyvik kommune åpnet et dokument til endringen (VID-1).',
    );
  });

  test('reasons are told in words, a note beside the sentence', () => {
    const facts = { reasons: ['objection-open', 'notice-period', 'no-such-code'], note: 'Se brev.' };
    expect(tell({ type: 'effect.held', facts })).toMatchObject({
      text: 'Endringen holdes tilbake for VID-1: en innsigelse er ikke avsluttet, varslingsfristen løper.',
      note: 'Se brev.',
    });
  });

  test('a type nobody wrote a sentence for is shown by its name, also one that an object has by nature', () => {
    expect(tell({ type: 'something.new' })?.text).toBe('Hendelse «something.new» av Utgiveren (utgiver).');
    expect(tell({ type: 'constructor' })?.text).toContain('constructor');
  });

  test.each(Object.keys(auditSentences))('%s reads in both languages with a reference and no other fact', (type) => {
    for (const locale of ['nb', 'en'] as const) {
      const bare = event({ type, facts: { reference: 'INN-1' }, agreementId: null, controllerId: null, subprocessorId: null });
      const [entry] = auditStory([bare], names, locale);
      expect(entry?.text).toMatch(/^[A-ZÆØÅ].*\.$/);
      expect(entry?.text).not.toMatch(/undefined|null|\[object|\(\)| {2}|: \./);
    }
  });
});
