import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MAX_ATTEMPTS, retryTransient } from '#lib/aws/retry.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work that fails with that code after so long, and how often and how long it is tried. */
async function tryWork(code: string, tookMs: number): Promise<{ tries: number; tookMs: number }> {
  const startedAt = Date.now();
  let tries = 0;
  let tookAll = 0;
  const work = async () => {
    tries += 1;
    await vi.advanceTimersByTimeAsync(tookMs);
    throw Object.assign(new Error(code), { code });
  };
  const tried = retryTransient(work).catch(() => {
    tookAll = Date.now() - startedAt;
  });
  await vi.runAllTimersAsync();
  await tried;
  return { tries, tookMs: tookAll };
}

test('a server that never answers is given up after a minute and a half', async () => {
  const { tries, tookMs } = await tryWork('ETIMEDOUT', 30_000);
  expect(tries).toBeGreaterThan(1);
  expect(tookMs).toBeLessThanOrEqual(91_000);
});

test('what passes quickly is tried five times, what does not pass once', async () => {
  expect((await tryWork('ECONNRESET', 5)).tries).toBe(MAX_ATTEMPTS);
  expect((await tryWork('NoSuchKey', 5)).tries).toBe(1);
});
