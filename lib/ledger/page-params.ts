import { z } from 'zod';
import type { ObjectOrder } from './object-cursor.ts';
import type { ObjectState } from './schema.ts';

/** What of a ledger is listed: all of it, one state, or what was taken with records that could not be read. */
export const OBJECT_LISTS = ['all', 'pending', 'ingested', 'failed', 'quarantined', 'partly-read'] as const;
export type ObjectList = (typeof OBJECT_LISTS)[number];

/** The state of a source's page, which is its URL; junk falls back to the default. Isomorphic. */
export const ledgerPageParams = z.object({
  show: z.enum(OBJECT_LISTS).catch('all'),
  prefix: z.string().trim().max(1024).catch(''),
  /** Cursor of the list of objects; '' for its first page. */
  after: z
    .string()
    .regex(/^[\w-]{1,4096}$/)
    .catch(''),
  /** Freshness: only what fell silent, or everything from this position on. */
  fresh: z.enum(['all', 'silent']).nullable().catch(null),
  from: z.string().max(120).catch(''),
});
export type LedgerPageParams = z.output<typeof ledgerPageParams>;

/** The query of a state of the page, `?` included; what is the default is left out. */
export function ledgerQuery(params: Partial<LedgerPageParams>): string {
  const query = new URLSearchParams();
  if (params.show && params.show !== 'all') query.set('show', params.show);
  if (params.prefix) query.set('prefix', params.prefix);
  if (params.after) query.set('after', params.after);
  if (params.fresh) query.set('fresh', params.fresh);
  if (params.from) query.set('from', params.from);
  return query.size > 0 ? `?${query}` : '';
}

/** How a list is read: by which index, and with which conditions. */
export function toObjectQuery(show: ObjectList): {
  state?: ObjectState;
  partlyRead?: boolean;
  order: ObjectOrder;
} {
  if (show === 'all') return { order: 'key' };
  if (show === 'ingested') return { state: show, order: 'key' };
  if (show === 'pending') return { state: show, order: 'turn' };
  if (show === 'partly-read') return { partlyRead: true, order: 'found' };
  return { state: show, order: 'found' };
}
