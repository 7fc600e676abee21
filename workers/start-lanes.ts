import { LaneThreads } from '#lib/ingest/lane-threads.ts';

/** Threads that take objects in, with everybody who looks at events on the way. */
export function startLanes(count: number): LaneThreads {
  return new LaneThreads(count, new URL('./lane.ts', import.meta.url));
}
