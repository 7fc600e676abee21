import { setTimeout as sleep } from 'node:timers/promises';
import { toAwsFault } from './fault.ts';

/** The first try and four more: some three seconds, then the ledger's own retries take over. */
export const MAX_ATTEMPTS = 5;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** No try begins later than this after the first: with what one takes until it times out, a silent server is given up after 90 s. */
const TRY_FOR_MS = 60_000;

/**
 * Runs `work` again while its failure is a passing one (throttled, 5xx, timed out, cut off), waiting longer each time, with jitter.
 * Gives up after so many tries, or a minute.
 */
export async function retryTransient<T>(work: () => Promise<T>, attempts: number = MAX_ATTEMPTS): Promise<T> {
  const startedAt = Date.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const late = Date.now() - startedAt >= TRY_FOR_MS;
      if (attempt >= attempts || late || !toAwsFault(error).transient) throw error;
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
      await sleep(wait / 2 + (Math.random() * wait) / 2);
    }
  }
}
