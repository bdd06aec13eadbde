import { noticeEffects } from '../../../src/domain/notice/noticeEffect';
import {
  type FailureFacts,
  isOvertaken,
  leavesContactUnreached,
  stateAfterFailure,
  wantsNextContact,
} from '../../../src/domain/receipt/afterFailure';
import { noticeStates } from '../../../src/domain/receipt/deliveryState';
import type { EvidenceKind } from '../../../src/domain/receipt/receipt';

const at = new Date('2026-06-01T08:00:00Z');

/** What one contact after the other left as evidence. */
function evidenceOf(kinds: readonly EvidenceKind[], voidedAt: Date | null = null): FailureFacts['evidence'] {
  return kinds.map((kind) => ({ kind, at, voidedAt, contactId: 'first' }));
}

const nothingStands: FailureFacts = {
  state: 'deferred',
  effect: 'pending',
  evidence: [],
  underwayTo: [],
  secondContactDone: false,
  hasAnswered: false,
};

/** The state, whether the next contact is written to, and whether the DPO is told that one was not reached. */
function outcomeOf(facts: FailureFacts, hasContactLeft: boolean) {
  const isNextPlanned = wantsNextContact(facts) && hasContactLeft;
  return [stateAfterFailure(facts, { isNextPlanned }), isNextPlanned, leavesContactUnreached(facts, { isNextPlanned })];
}

interface Row {
  stands: string;
  facts: Partial<FailureFacts>;
  /** With another contact left, and with none. */
  left: [string, boolean, boolean];
  none: [string, boolean, boolean];
}

const halfTime = { secondContactDone: true };

const table: Row[] = [
  { stands: 'nothing', facts: {}, left: ['bounced', true, false], none: ['undeliverable', false, false] },
  {
    stands: 'only what was voided',
    facts: { state: 'accepted', evidence: evidenceOf(['accepted'], at) },
    left: ['bounced', true, false],
    none: ['undeliverable', false, false],
  },
  {
    stands: 'nothing, and another is sent it',
    facts: { underwayTo: ['other'] },
    left: ['bounced', false, false],
    none: ['bounced', false, false],
  },
  {
    stands: 'nothing past half time, and another is sent it',
    facts: { underwayTo: ['other'], ...halfTime },
    left: ['bounced', false, false],
    none: ['bounced', false, false],
  },
  {
    stands: 'handed over to our relay',
    facts: { state: 'handedOver', evidence: evidenceOf(['handedOver']) },
    left: ['handedOver', false, true],
    none: ['handedOver', false, true],
  },
  {
    stands: 'presumed',
    facts: { state: 'handedOver', evidence: evidenceOf(['handedOver', 'presumed']) },
    left: ['handedOver', false, true],
    none: ['handedOver', false, true],
  },
  {
    stands: 'accepted',
    facts: { state: 'accepted', evidence: evidenceOf(['accepted']) },
    left: ['accepted', false, true],
    none: ['accepted', false, true],
  },
  {
    stands: 'delivered',
    facts: { state: 'delivered', evidence: evidenceOf(['accepted', 'delivered']) },
    left: ['delivered', false, true],
    none: ['delivered', false, true],
  },
  {
    stands: 'accepted, past half time',
    facts: { state: 'accepted', evidence: evidenceOf(['accepted']), ...halfTime },
    left: ['accepted', true, false],
    none: ['accepted', false, true],
  },
  {
    stands: 'accepted, past half time, and another is sent it',
    facts: { state: 'accepted', evidence: evidenceOf(['accepted']), underwayTo: ['other'], ...halfTime },
    left: ['accepted', false, true],
    none: ['accepted', false, true],
  },
  {
    stands: 'accepted, past half time, and sent once more to the one who has it',
    facts: { state: 'accepted', evidence: evidenceOf(['accepted']), underwayTo: ['first'], ...halfTime },
    left: ['accepted', true, false],
    none: ['accepted', false, true],
  },
  {
    stands: 'accepted and answered, past half time',
    facts: { state: 'accepted', evidence: evidenceOf(['accepted']), hasAnswered: true, ...halfTime },
    left: ['accepted', false, true],
    none: ['accepted', false, true],
  },
  {
    stands: 'acknowledged',
    facts: { state: 'acknowledged', evidence: evidenceOf(['accepted', 'acknowledged']), ...halfTime },
    left: ['acknowledged', false, false],
    none: ['acknowledged', false, false],
  },
  {
    stands: 'acknowledged, after all that machines said was voided',
    facts: { state: 'acknowledged', evidence: [...evidenceOf(['accepted'], at), ...evidenceOf(['acknowledged'])] },
    left: ['acknowledged', false, false],
    none: ['acknowledged', false, false],
  },
  {
    stands: 'manual',
    facts: { state: 'manual', evidence: evidenceOf(['manual']) },
    left: ['manual', false, false],
    none: ['manual', false, false],
  },
];

describe('one message failed for good', () => {
  test.each(table)('$stands: $left with a contact left, $none without', ({ facts, left, none }) => {
    expect(outcomeOf({ ...nothingStands, ...facts }, true)).toEqual(left);
    expect(outcomeOf({ ...nothingStands, ...facts }, false)).toEqual(none);
  });

  test('of a removal that is in effect: whoever has not heard of it is still looked for', () => {
    expect(outcomeOf({ ...nothingStands, effect: 'inEffect' }, true)).toEqual(['bounced', true, false]);
    expect(outcomeOf({ ...nothingStands, effect: 'inEffect' }, false)).toEqual(['undeliverable', false, false]);
  });

  test('of a notice that was overtaken: nobody more is written to, and nobody is told', () => {
    const overtaken = noticeEffects.filter(isOvertaken);
    expect(overtaken).toEqual(['dropped', 'cancelled', 'superseded']);
    for (const effect of overtaken) {
      expect(outcomeOf({ ...nothingStands, effect }, true)).toEqual(['bounced', false, false]);
      expect(outcomeOf({ ...nothingStands, effect, state: 'accepted', evidence: evidenceOf(['accepted']) }, true)).toEqual([
        'accepted',
        false,
        false,
      ]);
    }
  });

  test('whatever the state was: a receipt that stands is never undeliverable, and what is undeliverable has no receipt', () => {
    for (const state of noticeStates) {
      for (const kind of ['handedOver', 'accepted', 'delivered'] as const) {
        const facts = { ...nothingStands, state, evidence: evidenceOf([kind]) };
        expect(['bounced', 'undeliverable']).not.toContain(stateAfterFailure(facts, { isNextPlanned: false }));
      }
    }
  });
});
