import type { Freshness } from '#lib/events/freshness.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { hasMoreToCome } from '#lib/sources/source-status.ts';

/** A log source that does not bring its events, so that counts are too low. */
export type DataGap = {
  sourceId: number;
  /** `s3://bucket/prefix`, or the folder's path. */
  place: string;
  paused: boolean;
  /** Why it stopped, in the words of its status; '' while paused. */
  reason: string;
  /** Since when its events are missing, ISO; null where it has never brought any. */
  since: string | null;
  /** Accounts that come in it. */
  accounts: number;
};

/** What is known about the logs behind the counts. Times are ISO, UTC. */
export type DataState = {
  /** False where the scope has no log source of its own that this person may see. */
  hasSources: boolean;
  /** When all sources had last been looked through; null where that is not known or not so. */
  completeTo: string | null;
  gaps: DataGap[];
  /** What is still to be taken: log objects found and taken so far; null when nothing is. */
  collecting: { taken: number; found: number } | null;
  /** Nothing is taken by anybody: when a worker was last seen, ISO, '' for never. Null while one runs or nobody need. */
  noWorkerSince: string | null;
  /** The newest event of the scope, for those who see no source, and when each account has its own; null where there is none. */
  newest: { at: string; accounts: { accountId: string; at: string | null }[] } | null;
};

/** What the sources' status says about the counts. Objects that failed are tried again by themselves and are no gap. */
export function toDataState(sources: readonly SourceItem[], freshness: Freshness | null = null): DataState {
  const working = sources.filter(({ state }) => state === 'online' || hasMoreToCome(state));
  const busy = working.filter(({ state }) => hasMoreToCome(state));
  const stopped = sources.filter(({ state }) => state === 'error' || state === 'paused');
  const listed = working.map(({ lastListedAt }) => lastListedAt);
  const complete = busy.length === 0 && listed.length > 0 && listed.every((time) => time !== null);
  return {
    hasSources: sources.length > 0,
    completeTo: complete ? (listed.filter((time) => time !== null).sort()[0] ?? null) : null,
    gaps: stopped.map((source) => ({
      sourceId: source.id,
      place: source.place,
      paused: source.state === 'paused',
      reason: source.state === 'paused' ? '' : (source.reason ?? ''),
      since: source.lastListedAt ?? source.lastEventAt,
      accounts: source.accounts.length,
    })),
    collecting:
      busy.length === 0
        ? null
        : {
            taken: sum(busy, ({ objects }) => objects.ingested),
            found: sum(busy, ({ objects }) => objects.found),
          },
    noWorkerSince:
      freshness && working.length > 0 && !freshness.worker.running
        ? (freshness.worker.lastSeenAt ?? '')
        : null,
    newest: freshness && sources.length === 0 ? newestOf(freshness) : null,
  };
}

function newestOf({ accounts }: Freshness): DataState['newest'] {
  const times = accounts.map(({ accountId, newestEventAt }) => ({ accountId, at: newestEventAt }));
  const at = times.reduce<string | null>(
    (newest, { at }) => (at && (!newest || at > newest) ? at : newest),
    null,
  );
  return at === null ? null : { at, accounts: times };
}

/** Whether counts of a period up to `to` may be too low. */
export function isIncomplete({ gaps, collecting }: DataState, to: Date): boolean {
  return collecting !== null || gaps.some(({ since }) => since === null || Date.parse(since) < to.getTime());
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
