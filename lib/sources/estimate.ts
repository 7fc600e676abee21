import type { FolderSample } from './sample-folders.ts';

export type Estimate = {
  objects: number;
  sizeBytes: number;
  /** Every folder was listed to its end: counted, not reckoned. */
  exact: boolean;
  /** From now until all of it is in. */
  tookMs: number;
};

/**
 * What an object costs a lane: fetching, reading and writing it, whatever its size, and each KB of it (gzip; some eight records).
 * Measured on one core with objects of 26 events and 3 KB.
 */
const OBJECT_MS = 0.5;
const KB_MS = 0.35;
/** Requests that a lane has under way at once. */
const FETCHES_AT_ONCE = 48;

/** How much there is to collect and how long that takes, from a sample of `folders` folders. `getMs`: one object's request. */
export function estimateCollecting(
  samples: readonly FolderSample[],
  all: { folders: number; lanes: number; getMs: number },
): Estimate {
  const scale = samples.length === 0 ? 0 : all.folders / samples.length;
  const sum = (value: (sample: FolderSample) => number) =>
    Math.round(samples.reduce((total, sample) => total + value(sample), 0) * scale);
  const objects = sum((sample) => sample.objects);
  const sizeBytes = sum((sample) => sample.sizeBytes);
  const workMs = objects * OBJECT_MS + (sizeBytes / 1024) * KB_MS;
  const waitMs = (objects * all.getMs) / FETCHES_AT_ONCE;
  const exact = scale <= 1 && samples.every((sample) => sample.exact);
  return { objects, sizeBytes, exact, tookMs: Math.round(Math.max(workMs, waitMs) / Math.max(1, all.lanes)) };
}
