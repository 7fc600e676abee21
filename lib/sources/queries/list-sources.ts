import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import type { SourceItem } from '../source-item.ts';
import { hasMoreToCome, STATUS_COLUMNS, sourceState } from '../source-status.ts';
import { type ProgressSample, timeLeftMs } from '../time-left.ts';

const time = z
  .date()
  .nullable()
  .transform((date) => date?.toISOString() ?? null);
const count = z.coerce.number();

const sourceRow = z.object({
  id: z.number(),
  kind: z.enum(['s3', 'directory']),
  place: z.string(),
  bucket: z.string().nullable(),
  prefix: z.string(),
  directory: z.string().nullable(),
  region: z.string().nullable(),
  endpoint: z.string().nullable(),
  collectDays: z.number(),
  paused: z.boolean(),
  errorMessage: z.string().nullable(),
  hasWork: z.boolean(),
  hasWorker: z.boolean(),
  errorHint: z.string().nullable(),
  errorCode: z.string().nullable(),
  errorAt: time,
  lastListedAt: time,
  lastEventAt: time,
  ingested: count,
  toDo: count,
  failed: count,
  quarantined: count,
  events: count,
  duplicateEvents: count,
  quarantinedRecords: count,
  ignoredObjects: count,
  hasQueue: z.boolean(),
  notifiedAt: time,
  noticeReason: z.string().nullable(),
  noticeHint: z.string().nullable(),
  unreadNotices: count,
  accounts: z.array(z.string()),
  paceFrom: z.date().nullable(),
  paceFromDone: z.coerce.number().nullable(),
  paceTo: z.date().nullable(),
  paceToDone: z.coerce.number().nullable(),
});

/**
 * The scope's log sources with their state and counts, by name. Run it inside `readScope`. The counts are sums that the
 * batches keep; only what waits or is unwell is counted, over the partial indexes of the ledger.
 */
export async function listSources(db: Queryable, scope: Scope, now: Date): Promise<SourceItem[]> {
  const { rows } = await db.query(
    `select s.id, s.kind, coalesce(s.directory, 's3://' || s.bucket || '/' || s.prefix) as place, s.bucket, s.prefix, s.directory,
       s.region, s.endpoint, s.collect_days as "collectDays", ${STATUS_COLUMNS}, s.error_hint as "errorHint",
       s.error_code as "errorCode", s.error_at as "errorAt", s.last_listed_at as "lastListedAt", c.last_event_at as "lastEventAt",
       coalesce(c.ingested, 0) as ingested, coalesce(c.new_events, 0) as events,
       coalesce(c.duplicate_events, 0) as "duplicateEvents", coalesce(c.quarantined_records, 0) as "quarantinedRecords",
       s.ignored_objects as "ignoredObjects", s.sqs_queue_url is not null as "hasQueue", s.notified_at as "notifiedAt",
       s.notice_error_message as "noticeReason", s.notice_error_hint as "noticeHint", s.unread_notices as "unreadNotices",
       (select count(*) from log_object o where o.source_id = s.id and o.state in ('pending', 'failed')) as "toDo",
       unwell.failed, unwell.quarantined,
       array(
         select lpad(a.account_id::text, 12, '0') from source_account a where a.source_id = s.id order by a.account_id
       ) as accounts,
       pace_from.at as "paceFrom", pace_from.done as "paceFromDone", pace_to.at as "paceTo", pace_to.done as "paceToDone"
     from source s
     left join source_count c on c.source_id = s.id
     cross join lateral (
       select count(*) filter (where o.state = 'failed') as failed, count(*) filter (where o.state = 'quarantined') as quarantined
       from log_object o where o.source_id = s.id and o.state in ('failed', 'quarantined')
     ) unwell
     left join lateral (
       select at, done from source_progress p where p.source_id = s.id order by at limit 1
     ) pace_from on true
     left join lateral (
       select at, done from source_progress p where p.source_id = s.id order by at desc limit 1
     ) pace_to on true
     where s.id = any($1::int[]) and s.removed_at is null
     order by coalesce(s.bucket, s.directory), s.prefix, s.id`,
    [scope.sourceIds],
  );
  return z
    .array(sourceRow)
    .parse(rows)
    .map((row) => toItem(row, now));
}

function toItem(row: z.infer<typeof sourceRow>, now: Date): SourceItem {
  const {
    paused,
    hasWork,
    hasWorker,
    errorMessage,
    errorHint,
    ingested,
    toDo,
    failed,
    quarantined,
    ...others
  } = row;
  const { paceFrom, paceFromDone, paceTo, paceToDone, ...aside } = others;
  const { hasQueue, notifiedAt, noticeReason, noticeHint, unreadNotices, ...rest } = aside;
  const state = sourceState(row);
  const found = ingested + toDo + quarantined;
  const pending = toDo - failed;
  return {
    ...rest,
    state,
    reason: errorMessage,
    hint: errorHint,
    lagMs: row.lastEventAt && !hasMoreToCome(state) ? now.getTime() - Date.parse(row.lastEventAt) : null,
    timeLeftMs:
      state === 'collecting'
        ? timeLeftMs(sample(paceFrom, paceFromDone), sample(paceTo, paceToDone), pending)
        : null,
    queue: hasQueue
      ? { lastNoticeAt: notifiedAt, reason: noticeReason, hint: noticeHint, unread: unreadNotices }
      : null,
    objects: { found, ingested, pending, failed, quarantined },
  };
}

function sample(at: Date | null, done: number | null): ProgressSample | null {
  return at === null || done === null ? null : { at, done };
}
