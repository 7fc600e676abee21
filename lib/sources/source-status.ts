/** How a log source is doing, in the order in which one speaks for several: the one that most needs a look first. */
export const SOURCE_STATES = ['error', 'waiting', 'collecting', 'online', 'paused'] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

/**
 * What the status hangs on, as columns of a query over `source s`. Objects that failed are tried again later; they are no work at
 * hand. A worker says every 10 s that it is alive.
 */
export const STATUS_COLUMNS = `s.paused_at is not null as paused, s.error_message as "errorMessage",
  s.last_listed_at is null or s.surveyed_at is null or s.requested_at is not null or exists (
    select from log_object waiting where waiting.source_id = s.id and waiting.state = 'pending'
  ) as "hasWork",
  exists (select from worker_heartbeat where seen_at > now() - interval '60 seconds') as "hasWorker"`;

export type StatusFacts = {
  paused: boolean;
  /** Why it stopped. */
  errorMessage: string | null;
  /** It is to be listed now, or objects wait to be taken. */
  hasWork: boolean;
  /** A worker is alive to do it. */
  hasWorker: boolean;
};

/** The one place that says what a source's status is; every page, the API and the commands ask here. */
export function sourceState({ paused, errorMessage, hasWork, hasWorker }: StatusFacts): SourceState {
  if (paused) return 'paused';
  if (errorMessage !== null) return 'error';
  if (!hasWork) return 'online';
  return hasWorker ? 'collecting' : 'waiting';
}

/** There is something to collect yet, whether a worker is at it or none is there. */
export function hasMoreToCome(state: SourceState): boolean {
  return state === 'collecting' || state === 'waiting';
}
