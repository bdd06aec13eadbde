import type { Testbed } from './testbed';

/** What happens to one record of its own: yields the instant at which it goes on, never an earlier one. */
export type Story = () => AsyncGenerator<string, void, void>;

/**
 * Tests that move the clock, told side by side on one testbed: to move it past all that falls due costs more than all they do, and it goes forward only.
 * `test` declares one as Jest's does; what one of them finds wrong fails that one alone.
 */
export function onOneClock(testbed: () => Testbed) {
  const stories: { name: string; story: Story }[] = [];
  const failures = new Map<string, unknown>();

  beforeAll(async () => {
    const waiting = new Map<string, { rest: ReturnType<Story>; until: string }>();
    const goOn = async (name: string, rest: ReturnType<Story>): Promise<void> => {
      waiting.delete(name);
      try {
        const step = await rest.next();
        if (!step.done) waiting.set(name, { rest, until: step.value });
      } catch (error) {
        failures.set(name, error);
      }
    };
    for (const { name, story } of stories) await goOn(name, story());
    while (waiting.size > 0) {
      const [next = ''] = [...waiting.values()].map(({ until }) => until).sort();
      await testbed().advanceTo(next);
      for (const [name, { rest, until }] of [...waiting]) if (until === next) await goOn(name, rest);
    }
  }, 120_000);

  return {
    test(name: string, story: Story): void {
      stories.push({ name, story });
      test(name, () => {
        if (failures.has(name)) throw failures.get(name);
      });
    },
  };
}
