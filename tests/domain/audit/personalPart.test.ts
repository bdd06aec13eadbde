import { joinPersonal, splitPersonal } from '../../../src/domain/audit/personalPart';

const person = { kind: 'person', personId: 'p1', name: 'A Name', role: 'dpo', via: 'session' } as const;

describe('the personal part of an event', () => {
  test('takes names and texts, leaves ids and codes, and both give the event back', () => {
    const event = { actor: person, facts: { revision: 2, note: 'Spoke to A Name', missing: undefined } };
    const split = splitPersonal(event);
    expect(split).toEqual({
      actor: { kind: 'person', personId: 'p1', role: 'dpo', via: 'session' },
      facts: { revision: 2 },
      personal: { actor: { name: 'A Name' }, facts: { note: 'Spoke to A Name' } },
    });
    expect(joinPersonal(split)).toEqual({ actor: person, facts: { revision: 2, note: 'Spoke to A Name' } });
  });

  test('is not there where nobody is named', () => {
    const event = { actor: { kind: 'system', name: 'courier' } as const, facts: { code: 250, response: null } };
    expect(splitPersonal(event).personal).toBeNull();
    expect(joinPersonal(splitPersonal(event))).toEqual(event);
  });

  test('when erased, leaves a person without a name', () => {
    const erased = { ...splitPersonal({ actor: person, facts: { note: 'x' } }), personal: null };
    expect(joinPersonal(erased)).toEqual({ actor: { ...person, name: '' }, facts: {} });
  });
});
