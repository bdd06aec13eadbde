/** Waits for a state, not for a time: resolves as soon as `condition` holds, rejects when it has not within `seconds`. */
export async function until(condition: () => Promise<boolean>, { seconds = 30 }: { seconds?: number } = {}): Promise<void> {
  const giveUpAt = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`it did not come true within ${seconds} seconds`);
    await new Promise<void>((resolve) => setTimeout(resolve, 50));
  }
}
