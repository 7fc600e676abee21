import { LIST_ROWS, type ListPage, type ListParams, placeOfPage } from '#lib/lists/list-params.ts';
import { SOURCE_STATES, type SourceState } from './source-status.ts';

/** A log source among all that a person may see, with whose it is. Times are ISO, UTC. */
export type LogSource = {
  id: number;
  kind: 's3' | 'directory';
  /** The bucket's name or the folder's path. */
  name: string;
  /** Ends with a slash; '' for the whole bucket. */
  prefix: string;
  /** A store that is not AWS's own. */
  compatible: boolean;
  /** A queue tells of new objects. */
  notified: boolean;
  owner: { kind: 'view' | 'account'; id: string; name: string };
  state: SourceState;
  reason: string | null;
  lastEventAt: string | null;
  /** Age of the newest event; null before the first, while older ones are on their way, and while it is paused. */
  lagMs: number | null;
  /** An account whose number was searched for was found in it. */
  holdsAsked: boolean;
};

/** The list of log sources as its URL says it: what most needs a look stands first. */
export const LOG_SOURCE_LIST = {
  path: '/log-sources',
  sorts: ['status', 'name', 'type', 'lastEvent', 'lag'],
  filters: SOURCE_STATES,
} as const;
export type LogSourceSort = (typeof LOG_SOURCE_LIST.sorts)[number];
export type LogSourceParams = ListParams<LogSourceSort, SourceState>;

/** What is typed as (part of) an account number, with or without dashes; null for anything else. */
export function accountPartOf(q: string): string | null {
  const digits = q.replaceAll(/[\s-]/g, '');
  return /^\d{3,12}$/.test(digits) ? digits : null;
}

/** `states`: of all that the person may see, for the filter by state. */
export type LogSourcePage<Source> = ListPage<Source> & { states: Record<SourceState, number> };

/** Searches, sorts and cuts a page out of all sources. */
export function toLogSourcePage(
  all: readonly LogSource[],
  params: LogSourceParams,
): LogSourcePage<LogSource> {
  const found = all.filter((source) => matches(source, params)).sort(compareBy(params));
  const { page, pages, skip } = placeOfPage(params.page, found.length);
  const states = Object.fromEntries(SOURCE_STATES.map((state) => [state, 0])) as Record<SourceState, number>;
  for (const { state } of all) states[state] += 1;
  return { rows: found.slice(skip, skip + LIST_ROWS), total: found.length, page, pages, states };
}

function matches(source: LogSource, { q, filter }: LogSourceParams): boolean {
  if (filter !== null && source.state !== filter) return false;
  if (source.holdsAsked) return true;
  const { name, prefix, owner, reason } = source;
  const text = [name, prefix, owner.name, owner.id, typeWord(source), protocolWord(source), reason]
    .join('\n')
    .toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function compareBy({ sort, down }: LogSourceParams): (a: LogSource, b: LogSource) => number {
  const direction = down ? -1 : 1;
  return (a, b) =>
    direction * compareKeys(sortKey(a, sort), sortKey(b, sort)) || compareKeys(a.name, b.name) || a.id - b.id;
}

function sortKey(source: LogSource, sort: LogSourceSort): string | number {
  if (sort === 'name') return source.name.toLowerCase();
  if (sort === 'type') return `${typeWord(source)} ${source.owner.name.toLowerCase()}`;
  if (sort === 'status') return SOURCE_STATES.indexOf(source.state);
  // Never: the oldest of all.
  if (sort === 'lastEvent') return source.lastEventAt ?? '';
  return source.lagMs ?? -1;
}

function compareKeys(a: string | number, b: string | number): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return Number(a) - Number(b);
}

/** Where several accounts' logs land, or the trail of one. */
export function typeWord({ owner }: Pick<LogSource, 'owner'>): string {
  return owner.kind === 'view' ? 'Aggregated' : 'Account trail';
}

/** How its objects come: `S3`, `S3, SQS`, `S3-compatible`, `Folder`. */
export function protocolWord({
  kind,
  compatible,
  notified,
}: Pick<LogSource, 'kind' | 'compatible' | 'notified'>): string {
  if (kind === 'directory') return 'Folder';
  return `${compatible ? 'S3-compatible' : 'S3'}${notified ? ', SQS' : ''}`;
}
