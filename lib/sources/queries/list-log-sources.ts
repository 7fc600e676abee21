import { z } from 'zod';
import { formatAccountId } from '#lib/accounts/account-id.ts';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import type { LogSource } from '../log-sources.ts';
import { hasMoreToCome, STATUS_COLUMNS, sourceState } from '../source-status.ts';

const rows = z.array(
  z.object({
    id: z.number(),
    kind: z.enum(['s3', 'directory']),
    name: z.string(),
    prefix: z.string(),
    compatible: z.boolean(),
    notified: z.boolean(),
    slug: z.string().nullable(),
    viewName: z.string().nullable(),
    accountId: z.string().nullable(),
    accountName: z.string().nullable(),
    paused: z.boolean(),
    errorMessage: z.string().nullable(),
    hasWork: z.boolean(),
    hasWorker: z.boolean(),
    lastEventAt: z.date().nullable(),
    holdsAsked: z.boolean(),
  }),
);

/**
 * Every log source of the scope with whose it is and how it is doing: rows that are cheap for thousands. `accountPart` (digits) marks
 * those in which an account with such a number was found.
 */
export async function listLogSources(
  db: Queryable,
  scope: Scope,
  { accountPart }: { accountPart: string | null },
  now: Date,
): Promise<LogSource[]> {
  const result = await db.query(
    `select s.id, s.kind, coalesce(s.bucket, s.directory) as name, s.prefix, s.endpoint is not null as compatible,
       s.sqs_queue_url is not null as notified, view.slug, view.name as "viewName", account.id as "accountId",
       account.name as "accountName", ${STATUS_COLUMNS}, c.last_event_at as "lastEventAt",
       $2::text is not null and exists (
         select from source_account a where a.source_id = s.id and lpad(a.account_id::text, 12, '0') like '%' || $2 || '%'
       ) as "holdsAsked"
     from source s
     left join view on view.id = s.view_id
     left join account on account.id = s.account_id
     left join source_count c on c.source_id = s.id
     where s.id = any($1::int[]) and s.removed_at is null`,
    [scope.sourceIds, accountPart],
  );
  return rows.parse(result.rows).map((row) => toLogSource(row, now));
}

function toLogSource(row: z.infer<typeof rows>[number], now: Date): LogSource {
  const {
    slug,
    viewName,
    accountId,
    accountName,
    paused,
    errorMessage,
    hasWork,
    hasWorker,
    lastEventAt,
    ...rest
  } = row;
  const state = sourceState({ paused, errorMessage, hasWork, hasWorker });
  const lags = lastEventAt !== null && !hasMoreToCome(state) && state !== 'paused';
  return {
    ...rest,
    owner:
      accountId === null
        ? { kind: 'view', id: slug ?? '', name: viewName ?? '' }
        : { kind: 'account', id: formatAccountId(accountId), name: accountName ?? '' },
    state,
    reason: errorMessage,
    lastEventAt: lastEventAt?.toISOString() ?? null,
    lagMs: lags ? Math.max(0, now.getTime() - lastEventAt.getTime()) : null,
  };
}
