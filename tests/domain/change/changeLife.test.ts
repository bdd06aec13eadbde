import {
  type ChangeEvent,
  type ChangeFacts,
  type ChangeStatus,
  changeEvents,
  changeStatuses,
  decideChange,
} from '../../../src/domain/change/changeLife';

/** The design's line once more, by hand. */
const design: Record<ChangeEvent, Partial<Record<ChangeStatus, ChangeStatus>>> = {
  submit: { draft: 'inReview' },
  return: { inReview: 'draft' },
  approve: { inReview: 'approved' },
  publish: { approved: 'published' },
  withdraw: { draft: 'withdrawn', inReview: 'withdrawn', approved: 'withdrawn', published: 'withdrawn' },
  complete: { published: 'completed' },
  revise: { published: 'published' },
  discard: { published: 'published' },
  switchToPerAgreement: { published: 'published' },
};

function step(status: ChangeStatus, event: ChangeEvent, changed: Partial<ChangeFacts> = {}) {
  return decideChange({ status, event, actorPersonId: 'dpo', authorPersonIds: ['publisher'], allowSelfRelease: false, ...changed });
}

describe('decideChange', () => {
  test.each(changeStatuses.flatMap((status) => changeEvents.map((event) => [status, event] as const)))(
    '%s, %s by another: as the design says',
    (status, event) => {
      const next = design[event][status];
      expect(step(status, event)).toEqual(next ? { ok: true, next, selfReleased: false } : { ok: false, code: 'wrong-state' });
    },
  );

  test.each([
    ['inReview', 'approve'],
    ['published', 'switchToPerAgreement'],
  ] as const)('%s, %s by an author: refused, whoever else also had a hand in it', (status, event) => {
    expect(step(status, event, { authorPersonIds: ['publisher', 'dpo'] })).toEqual({ ok: false, code: 'own-change' });
  });

  test('approve by an author where one-person companies are allowed: passes, and says so', () => {
    const own = { authorPersonIds: ['dpo'], allowSelfRelease: true };
    expect(step('inReview', 'approve', own)).toEqual({ ok: true, next: 'approved', selfReleased: true });
    expect(step('inReview', 'approve', { ...own, authorPersonIds: ['publisher'] })).toEqual({
      ok: true,
      next: 'approved',
      selfReleased: false,
    });
  });

  test('approve by the portal itself: refused', () => {
    expect(step('inReview', 'approve', { actorPersonId: null, allowSelfRelease: true })).toEqual({ ok: false, code: 'own-change' });
  });

  test.each([
    ['draft', 'submit'],
    ['approved', 'publish'],
    ['published', 'withdraw'],
  ] as const)('%s, %s by an author: passes', (status, event) => {
    expect(step(status, event, { authorPersonIds: ['dpo'] })).toMatchObject({ ok: true });
  });

  test('switch to perAgreement twice: out of order', () => {
    expect(step('published', 'switchToPerAgreement', { rollout: 'perAgreement' })).toEqual({ ok: false, code: 'wrong-state' });
    expect(step('published', 'switchToPerAgreement', { rollout: 'together' })).toMatchObject({ ok: true });
  });
});
