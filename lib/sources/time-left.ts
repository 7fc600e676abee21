/** How many objects of a source were done at a moment. */
export type ProgressSample = { at: Date; done: number };

/** Less than this tells no pace: batches end in bursts. */
const LEAST_SPAN_MS = 20_000;

/**
 * How long the waiting objects take at the pace between two samples, in ms; null where there is no pace yet, or none any more.
 */
export function timeLeftMs(
  from: ProgressSample | null,
  to: ProgressSample | null,
  pending: number,
): number | null {
  if (!from || !to || pending <= 0) return null;
  const spanMs = to.at.getTime() - from.at.getTime();
  const done = to.done - from.done;
  if (spanMs < LEAST_SPAN_MS || done <= 0) return null;
  return Math.round((pending * spanMs) / done);
}
