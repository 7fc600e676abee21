import { z } from 'zod';
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

export const LOG_SOURCE_SORTS = ['name', 'type', 'status', 'lastEvent', 'lag'] as const;
export type LogSourceSort = (typeof LOG_SOURCE_SORTS)[number];
export const LOG_SOURCES_SHOWN = 50;

/** The state of the page, which is its URL; junk falls back to the default. Isomorphic. */
export const logSourceParams = z.object({
  q: z.string().trim().max(200).catch(''),
  state: z.enum(SOURCE_STATES).nullable().catch(null),
  sort: z.enum(LOG_SOURCE_SORTS).catch('status'),
  down: z
    .literal('1')
    .transform(() => true)
    .catch(false),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type LogSourceParams = z.output<typeof logSourceParams>;

/** The URL of a state of the page; what is the default is left out. */
export function logSourcesHref(params: Partial<LogSourceParams>): string {
  const { q, state, sort, down, page } = params;
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  if (state) query.set('state', state);
  if (sort && sort !== 'status') query.set('sort', sort);
  if (down) query.set('down', '1');
  if (page && page > 1) query.set('page', String(page));
  return `/log-sources${query.size > 0 ? `?${query}` : ''}`;
}

/** What is typed as (part of) an account number, with or without dashes; null for anything else. */
export function accountPartOf(q: string): string | null {
  const digits = q.replaceAll(/[\s-]/g, '');
  return /^\d{3,12}$/.test(digits) ? digits : null;
}

export type LogSourcePage<Source> = {
  sources: Source[];
  /** That match, on all pages. */
  total: number;
  /** The page shown: the last one where a later one was asked for. */
  page: number;
  pages: number;
  /** Of all that the person may see, for the filter by state. */
  states: Record<SourceState, number>;
};

/** Searches, sorts and cuts a page out of all sources. */
export function toLogSourcePage(
  all: readonly LogSource[],
  params: LogSourceParams,
): LogSourcePage<LogSource> {
  const found = all.filter((source) => matches(source, params)).sort(compareBy(params));
  const pages = Math.max(1, Math.ceil(found.length / LOG_SOURCES_SHOWN));
  const page = Math.min(params.page, pages);
  const states = Object.fromEntries(SOURCE_STATES.map((state) => [state, 0])) as Record<SourceState, number>;
  for (const { state } of all) states[state] += 1;
  const sources = found.slice((page - 1) * LOG_SOURCES_SHOWN, page * LOG_SOURCES_SHOWN);
  return { sources, total: found.length, page, pages, states };
}

function matches(source: LogSource, { q, state }: LogSourceParams): boolean {
  if (state !== null && source.state !== state) return false;
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
