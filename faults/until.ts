/** Asks ten times a second until it holds; rejects, naming `what`, when it has not within `seconds`. */
export async function until(holds: () => Promise<boolean>, { seconds, what }: { seconds: number; what: string }): Promise<void> {
  const giveUpAt = Date.now() + seconds * 1_000;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`There was no ${what} within ${seconds} seconds.`);
    await new Promise<void>((resolve) => setTimeout(resolve, 100));
  }
}
