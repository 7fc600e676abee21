import { gzipSync } from 'node:zlib';
import type { RuleDefinition, Sample } from '#lib/alerts/rule-model.ts';
import { createAlertWatch } from '#lib/alerts/watch.ts';
import { createIngestContext } from '#lib/ingest/context.ts';
import { drainSource } from '#lib/ingest/drain.ts';
import type { BatchWatch, EventWatch } from '#lib/ingest/event-watch.ts';
import type { ObjectStore } from '#lib/sources/object-store.ts';
import type { TestDatabase } from '#tests/setup/database.ts';

export const ACCOUNTS = ['111111111111', '222222222222'] as const;

/** Two accounts in one view, whose source is number 1. */
export async function addPlaces({ ownerPool }: TestDatabase): Promise<void> {
  await ownerPool.query(`
    insert into view (slug, name) values ('prod', 'Production');
    insert into account (id, name) values (111111111111, 'One'), (222222222222, 'Two');
    insert into view_account (view_id, account_id) values (1, 111111111111), (1, 222222222222);
    insert into source (view_id, kind, directory, collect_days) values (1, 'directory', '/nowhere', 3650);`);
}

/** Adds a rule to view 1, or to an account; resolves to its id. */
export async function addRule(
  { ownerPool }: TestDatabase,
  definition: RuleDefinition,
  { accountId = null, mode = 'live' }: { accountId?: string | null; mode?: string } = {},
): Promise<number> {
  const { rows } = await ownerPool.query<{ id: number }>(
    'insert into alert_rule (view_id, account_id, definition, mode) values ($1, $2, $3, $4) returning id',
    [accountId === null ? 1 : null, accountId, JSON.stringify(definition), mode],
  );
  return rows[0]?.id ?? 0;
}

export function ruleOf(more: Partial<RuleDefinition>): RuleDefinition {
  return {
    name: 'A rule',
    severity: 'high',
    description: '',
    runbook: '',
    techniques: [],
    condition: { field: '@service', op: 'exists', values: [true] },
    when: { kind: 'every' },
    groupBy: ['@user'],
    quietMinutes: 60,
    exclusions: [],
    references: [],
    ...more,
  };
}

/** Objects of records that wait in the ledger of source 1, and the store that holds them. */
export async function addObjects(
  { ownerPool }: TestDatabase,
  objects: readonly (readonly Sample[])[],
): Promise<ObjectStore> {
  const bodies = new Map(
    objects.map((records, at) => [`object-${at}`, gzipSync(JSON.stringify({ Records: records }))]),
  );
  await ownerPool.query(
    `insert into log_object (source_id, key, etag, size_bytes, kind, log_date)
     select 1, key, 'e', 1000, 'CloudTrail', current_date from unnest($1::text[]) as key
     on conflict (source_id, key, etag) do update set state = 'pending'`,
    [[...bodies.keys()]],
  );
  return {
    get: async (key) => bodies.get(key) ?? new Uint8Array(),
    list: () => Promise.reject(new Error('not listed')),
    describe: () => 'memory',
    close: () => undefined,
  };
}

/** Takes all that waits with several workers at once. Each `breaks` is a batch, by its number, that is rolled back at its end. */
export async function takeAll(
  { workerPool }: TestDatabase,
  store: ObjectStore,
  {
    workers = 1,
    batchObjects = 3,
    breaks = [],
  }: { workers?: number; batchObjects?: number; breaks?: readonly number[] } = {},
): Promise<void> {
  const left = new Set(breaks);
  let batches = 0;
  const breaking = (watch: EventWatch): EventWatch => ({
    ...watch,
    begin: async (db, sourceId) => {
      const batch = await watch.begin(db, sourceId);
      return batch && left.delete(batches++) ? brokenAtEnd(batch) : batch;
    },
  });
  const work = async () => {
    const context = {
      ...createIngestContext(workerPool, breaking(createAlertWatch(workerPool))),
      batchObjects,
    };
    for (;;) {
      try {
        await drainSource(context, { id: 1, accountId: null }, store, { lanes: 1 });
        return;
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}

class Killed extends Error {}

function brokenAtEnd(batch: BatchWatch): BatchWatch {
  return {
    needs: batch.needs,
    see: (event, record, records) => batch.see(event, record, records),
    write: async (db, notes, nowMs) => {
      await batch.write(db, notes, nowMs);
      throw new Killed('killed before the commit');
    },
    takeBack: () => batch.takeBack(),
    committed: () => batch.committed(),
  };
}

export type StoredFinding = {
  ruleId: number;
  accountId: string;
  group: string[];
  firstMs: number;
  lastMs: number;
  events: number;
};

/** All findings that stand, in the order of rule, time, account and group. */
export async function storedFindings({ ownerPool }: TestDatabase): Promise<StoredFinding[]> {
  const { rows } = await ownerPool.query(
    `select rule_id as "ruleId", lpad(account_id::text, 12, '0') as "accountId", group_values as "group",
       extract(epoch from first_at)::float8 * 1000 as "firstMs", extract(epoch from last_at)::float8 * 1000 as "lastMs", events
     from finding where events > 0`,
  );
  return sortFindings(rows);
}

export function sortFindings(findings: readonly StoredFinding[]): StoredFinding[] {
  const key = (one: StoredFinding) =>
    `${String(one.ruleId).padStart(6)} ${one.firstMs} ${one.accountId} ${one.group}`;
  return findings.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
