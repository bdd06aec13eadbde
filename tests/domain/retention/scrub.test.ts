import { calendarDate } from '../../../src/domain/calendar/calendarDate';
import { createPseudonyms } from '../../../src/domain/retention/pseudonyms';
import { contactsGoFrom, daysBefore, namesGoFrom } from '../../../src/domain/retention/retentionPeriods';
import { scrub } from '../../../src/domain/retention/scrub';

const at = new Date('2026-06-01T08:00:00Z');
const id = '66a1b2c3d4e5f60718293a14';

test('pseudonyms, one person by name and by address: the same number everywhere, others another', () => {
  const people = createPseudonyms([{ name: 'Rådgiver', address: 'post@kommune.example' }]);
  expect(people.ofName('Leder')).toBe('Person 1');
  expect(people.ofAddress('Post@kommune.example')).toBe('person-2@erased.invalid');
  expect(people.ofName(' rådgiver ')).toBe('Person 2');
  expect(people.ofName('leder')).toBe('Person 1');
});

test('scrub, a record with people and their words: names and addresses become pseudonyms, texts a mark, everything else stays', () => {
  const record = {
    reference: 'INN-7K3M-9QPX',
    state: 'upheld',
    at,
    grounds: [{ text: 'Kari sa nei', name: 'Kari', title: 'Leder', contactId: id, documentIds: [id], enteredBy: null }],
    history: [{ event: 'object', from: null, to: 'submitted', by: 'Kari', reason: '' }],
    decided: { grounds: 'Fordi', by: { personId: id, name: 'Ola' } },
    held: { by: id, email: 'ola@kommune.example' },
  };
  expect(scrub(record, createPseudonyms([]))).toEqual({
    ...record,
    grounds: [{ text: '[…]', name: 'Person 1', title: '[…]', contactId: id, documentIds: [id], enteredBy: null }],
    history: [{ event: 'object', from: null, to: 'submitted', by: 'Person 1', reason: '' }],
    decided: { grounds: '[…]', by: { personId: id, name: 'Person 2' } },
    held: { by: id, email: 'person-3@erased.invalid' },
  });
});

test.each([
  ['names, three years after the last day', namesGoFrom(calendarDate('2026-06-30'), 3, 'Europe/Oslo'), '2029-06-30T22:00:00.000Z'],
  ['names, of a day that the year lacks', namesGoFrom(calendarDate('2028-02-29'), 3, 'Europe/Oslo'), '2031-02-28T23:00:00.000Z'],
  ['contacts, after the 90th day', contactsGoFrom(calendarDate('2026-06-30'), 'Europe/Oslo'), '2026-09-28T22:00:00.000Z'],
  [
    'days before, over the change to winter time',
    daysBefore(new Date('2026-11-10T08:00:00Z'), 45, 'Europe/Oslo'),
    '2026-09-25T22:00:00.000Z',
  ],
])('%s', (_situation, instant, expected) => {
  expect(instant.toISOString()).toBe(expected);
});
