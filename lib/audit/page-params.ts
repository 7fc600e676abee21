import { z } from 'zod';
import type { RangeValue } from '#lib/time/ranges.ts';
import type { AuditFilters } from './schema.ts';

export const AUDIT_PATH = '/admin/audit';

const text = z.string().trim().max(200).catch('');

/** What the page of the audit log says in its URL beside the period; junk falls back to nothing. Isomorphic. */
export const auditPageParams = z.object({
  person: text,
  action: text,
  target: text,
  result: z.enum(['ok', 'denied']).nullable().catch(null),
  /** Cursor of an older page; '' for the newest. */
  after: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .catch(''),
});
export type AuditPageParams = z.output<typeof auditPageParams>;

/** The address of a state of the page; what is the default is left out. */
export function auditHref(params: AuditPageParams, range: RangeValue): string {
  const query = new URLSearchParams();
  if ('from' in range) {
    query.set('from', range.from);
    query.set('to', range.to);
  } else if (range.preset !== '14d') query.set('preset', range.preset);
  for (const name of ['person', 'action', 'target', 'result', 'after'] as const)
    if (params[name]) query.set(name, params[name]);
  return query.size > 0 ? `${AUDIT_PATH}?${query}` : AUDIT_PATH;
}

/** The address at which the API exports what the page shows, all pages of it. */
export function auditExportHref(filters: AuditFilters, format: 'csv' | 'ndjson'): string {
  const { from, to, person, action, target, result } = filters;
  const query = new URLSearchParams({ format });
  if (from) query.set('from', from.toISOString());
  if (to) query.set('to', to.toISOString());
  for (const [name, value] of Object.entries({ person, action, target, result }))
    if (value) query.set(name, value);
  return `/api/v1/audit-log/export?${query}`;
}
