import { recordAudit } from '#lib/audit/record.ts';
import { auditName, type Doer } from '#lib/auth/actor.ts';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { dayOf } from '../folder-layout.ts';
import { fieldFault } from '../schema.ts';
import { findOwnSource } from '../source-record.ts';
import { backfillDays } from './schema.ts';

const DAY_MS = 86_400_000;

/**
 * Collects a source `days` back from today, beside what it collects anyway and without touching what is there. Asked for again, it goes on
 * to the new day. Throws a ZodError for wrong days, `not-found` for a source that is not there or not the doer's.
 */
export async function startBackfill(
  db: PrismaClient,
  doer: Doer,
  sourceId: number,
  typedDays: unknown,
  now: Date,
): Promise<void> {
  const days = backfillDays.parse(typedDays);
  await db.$transaction(async (tx) => {
    const source = await openSource(tx, doer, sourceId);
    if (days <= source.collectDays)
      throw fieldFault([], `The last ${source.collectDays} days are collected anyway: enter more.`);
    const fromDay = dayOf(now.getTime() - days * DAY_MS);
    const baseDay = dayOf(now.getTime() - source.collectDays * DAY_MS);
    await tx.$executeRaw`
      insert into source_backfill (source_id, days, from_day, base_day)
      values (${sourceId}, ${days}, ${fromDay}::date, ${baseDay}::date)
      on conflict (source_id) do update set days = excluded.days, from_day = excluded.from_day,
        base_day = greatest(source_backfill.base_day, excluded.from_day + 1), started_at = now(), resumed_at = now(), ran_ms = 0,
        paused_at = null, finished_at = null`;
    await listSoon(tx, sourceId);
    await audit(tx, doer, 'start', sourceId, { days });
  });
}

/** Objects that were found already are still taken; no more are looked for. */
export async function pauseBackfill(db: PrismaClient, doer: Doer, sourceId: number): Promise<void> {
  await change(db, doer, sourceId, 'pause', async (tx) => {
    return tx.$executeRaw`
      update source_backfill set paused_at = now(), ran_ms = ran_ms + extract(epoch from now() - resumed_at) * 1000
      where source_id = ${sourceId} and paused_at is null and finished_at is null`;
  });
}

export async function resumeBackfill(db: PrismaClient, doer: Doer, sourceId: number): Promise<void> {
  await change(db, doer, sourceId, 'resume', async (tx) => {
    await listSoon(tx, sourceId);
    return tx.$executeRaw`
      update source_backfill set paused_at = null, resumed_at = now()
      where source_id = ${sourceId} and paused_at is not null and finished_at is null`;
  });
}

/** Looks for no more. What it brought stays. */
export async function stopBackfill(db: PrismaClient, doer: Doer, sourceId: number): Promise<void> {
  await change(
    db,
    doer,
    sourceId,
    'stop',
    async (tx) => tx.$executeRaw`delete from source_backfill where source_id = ${sourceId}`,
  );
}

async function change(
  db: PrismaClient,
  doer: Doer,
  sourceId: number,
  action: string,
  work: (tx: PrismaConnection) => Promise<number>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await openSource(tx, doer, sourceId);
    if ((await work(tx)) === 0)
      throw new TrailkeepError(
        'conflict',
        'This is no longer so: collecting further back has ended or changed.',
        {
          hint: 'Load the page again.',
        },
      );
    await audit(tx, doer, action, sourceId);
  });
}

/** The source, if the doer may change it. Row-level security lets the rest of the transaction touch it and no other. */
async function openSource(tx: PrismaConnection, doer: Doer, sourceId: number) {
  const source = await findOwnSource(tx, doer, sourceId);
  await tx.$queryRaw`select set_config('app.sources', ${String(sourceId)}, true)`;
  return source;
}

async function listSoon(tx: PrismaConnection, sourceId: number): Promise<void> {
  await tx.$executeRaw`update source set requested_at = now(), next_list_at = now() where id = ${sourceId}`;
  await tx.$executeRaw`select pg_notify('trailkeep_collect', ${String(sourceId)})`;
}

async function audit(
  tx: PrismaConnection,
  doer: Doer,
  action: string,
  sourceId: number,
  detail: Record<string, number> = {},
): Promise<void> {
  const by = auditName(doer);
  await recordAudit(tx, { by, action: `backfill.${action}`, target: `source:${sourceId}`, detail });
}
