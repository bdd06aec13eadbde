import type { Delivery } from '../../../src/mail/transport';
import { createPacing } from '../../../src/workflows/delivery/pacing';

const answered = (code: number): Delivery => ({
  outcome: { kind: 'answered', code, stage: 'data' },
  response: `${code} words`,
  host: 'mx.controller.example',
  tls: null,
  queueId: null,
});

test('a domain that takes half as many at once: one that would begin too late does not begin, one in time does', async () => {
  const pacing = createPacing({ takePermits: async () => undefined, perDomain: true });
  const to = 'contact@controller.example';
  const [past, later] = [new Date(0), new Date(Date.now() + 60_000)];
  await pacing.deliver(to, later, async () => answered(421));

  const ends: (() => void)[] = [];
  const underway = Array.from({ length: 5 }, () =>
    pacing.deliver(to, later, () => new Promise((resolve) => ends.push(() => resolve(answered(250))))),
  );
  const begun: string[] = [];
  const tooLate = pacing.deliver(to, past, async () => {
    begun.push('too late');
    return answered(250);
  });
  const inTime = pacing.deliver(to, later, async () => {
    begun.push('in time');
    return answered(250);
  });
  expect(begun).toEqual([]);
  for (const end of ends) end();

  expect(await tooLate).toBeNull();
  expect((await inTime)?.outcome).toMatchObject({ code: 250 });
  expect(begun).toEqual(['in time']);
  await Promise.all(underway);
});
