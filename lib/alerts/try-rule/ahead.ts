/**
 * Asks for up to `depth` values before they are taken: whoever makes them works while those before are looked at. Once nobody takes
 * any more, what was asked for is waited for, so that nothing is left under way.
 */
export async function* ahead<Value>(
  values: AsyncGenerator<Value, void>,
  depth: number,
): AsyncGenerator<Value, void> {
  const asked: Promise<IteratorResult<Value, void>>[] = [];
  const ask = () => {
    const next = values.next();
    // Awaited below; until then a failure must not count as one that nobody handles.
    next.catch(() => undefined);
    asked.push(next);
  };
  try {
    while (asked.length < depth) ask();
    for (;;) {
      const taken = await asked.shift();
      if (!taken || taken.done) return;
      ask();
      yield taken.value;
    }
  } finally {
    await values.return();
  }
}
