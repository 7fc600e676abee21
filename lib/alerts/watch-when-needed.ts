import type { Pool, Queryable } from '#lib/db/pool.ts';
import type { EventWatch } from '#lib/ingest/event-watch.ts';
import type { Announce } from './fold/fold-findings.ts';

/**
 * The alert watch, loaded when the first rule is on: the built-in rules alone are a third of a second in each thread, and nobody who has
 * none on should wait for them.
 */
export function createWatchWhenNeeded(pool: Pool, announce: Announce | null = null): EventWatch {
  let watch: EventWatch | null = null;
  return {
    begin: async (db, sourceId) => {
      if (!watch && (await isAnyRuleOn(db))) watch = await load(pool, announce);
      return watch?.begin(db, sourceId) ?? null;
    },
    settle: async () => watch?.settle(),
  };
}

async function load(pool: Pool, announce: Announce | null): Promise<EventWatch> {
  const [{ noteChangedRules }, { noteChangedExclusions }, { createAlertWatch }] = await Promise.all([
    import('./rules/note-changed-rules.ts'),
    import('./rules/note-changed-exclusions.ts'),
    import('./watch.ts'),
  ]);
  await noteChangedRules(pool);
  await noteChangedExclusions(pool);
  return createAlertWatch(pool, announce);
}

async function isAnyRuleOn(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ on: boolean }>(
    `select exists (select from alert_rule where mode <> 'off' and removed_at is null) as on`,
  );
  return rows[0]?.on ?? false;
}
