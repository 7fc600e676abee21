import { type ErrorCode, TrailkeepError, toTrailkeepError } from '#lib/errors.ts';
import type { BatchTotals } from './batch.ts';

/** What a lane's thread is told: take what waits of a source, or stop doing so after the batch under way. */
export type LaneOrder = { drain: number } | { stop: true };

/** An error on its way between threads: classes do not survive that, codes do. */
export type LaneFault = { code: ErrorCode; message: string; hint?: string; stack?: string };

/** `batch` after each batch, with the sums so far; `done` or `fault` at the end of an order. */
export type LaneReport = { batch: BatchTotals } | { done: BatchTotals } | { fault: LaneFault };

export function toLaneFault(thrown: unknown): LaneFault {
  const { code, message, hint } = toTrailkeepError(thrown);
  if (code !== 'internal') return { code, message, hint };
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  return { code, message: thrown instanceof Error ? thrown.message : String(thrown), stack };
}

export function fromLaneFault({ code, message, hint, stack }: LaneFault): TrailkeepError {
  return new TrailkeepError(code, message, { hint, cause: stack });
}
