import { annexOn } from '../../../src/domain/annex/annexOn';
import { calendarDate } from '../../../src/domain/calendar/calendarDate';

const entry = (subprocessorId: string, inForceFrom: string, inForceUntil: string | null = null) => ({
  subprocessorId,
  inForceFrom,
  inForceUntil,
  suspended: null as { on: string; reasons: string[] } | null,
});
const line = (subprocessorId: string, on: string, kind: string) => ({ subprocessorId, on, kind });

const entries = [entry('old', '2025-01-15', '2026-06-30'), entry('new', '2026-07-01'), entry('same', '2025-01-15')];

describe('the annex on a day', () => {
  test.each([
    ['2025-01-14', []],
    ['2025-01-15', ['old', 'same']],
    ['2026-06-30', ['old', 'same']],
    ['2026-07-01', ['new', 'same']],
  ])('%s: first and last days are in force', (day, listed) => {
    expect(annexOn({ entries, lines: [] }, calendarDate(day)).entries.map(({ entry: { subprocessorId } }) => subprocessorId)).toEqual(
      listed,
    );
  });

  test('has the log until that day, and nothing later', () => {
    const lines = [line('new', '2026-07-01', 'replaced'), line('same', '2026-08-01', 'modified')];
    expect(annexOn({ entries, lines }, calendarDate('2026-07-31')).lines).toEqual(lines.slice(0, 1));
  });

  test('says what was suspended then, also where it has been resumed since', () => {
    const lines = [line('same', '2026-02-01', 'suspended'), line('same', '2026-03-01', 'resumed'), line('same', '2026-04-01', 'suspended')];
    const now = [{ ...entry('same', '2025-01-15'), suspended: { on: '2026-04-01', reasons: ['stopped'] } }];
    const suspendedOn = (day: string) => annexOn({ entries: now, lines }, calendarDate(day)).entries[0]?.suspended;
    expect(suspendedOn('2026-01-31')).toBeNull();
    expect(suspendedOn('2026-02-15')).toEqual({ on: '2026-02-01', reasons: [] });
    expect(suspendedOn('2026-03-15')).toBeNull();
    expect(suspendedOn('2026-04-01')).toEqual({ on: '2026-04-01', reasons: ['stopped'] });
  });

  test('takes a suspension that the log does not have from the entry', () => {
    const now = [{ ...entry('same', '2025-01-15'), suspended: { on: '2026-04-01', reasons: ['stopped'] } }];
    expect(annexOn({ entries: now, lines: [] }, calendarDate('2026-04-01')).entries[0]?.suspended?.reasons).toEqual(['stopped']);
    expect(annexOn({ entries: now, lines: [] }, calendarDate('2026-03-31')).entries[0]?.suspended).toBeNull();
  });
});
