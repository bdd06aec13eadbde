/**
 * Does something again and again, resting `everyMs` of real time between two turns, until it is stopped. What a turn throws is handed to `failed`, and the next turn
 * comes all the same. `stop` resolves when the turn that it comes into has ended.
 */
export function repeatEvery(everyMs: number, turn: () => Promise<void>, failed: (error: unknown) => void): { stop(): Promise<void> } {
  let stopped = false;
  let wake: () => void = () => {};
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!stopped) {
      try {
        await turn();
      } catch (error) {
        failed(error);
      }
      if (!stopped) await rest();
    }
  };
  const looping = loop();
  return {
    async stop() {
      stopped = true;
      wake();
      await looping;
    },
  };
}
