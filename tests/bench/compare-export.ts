import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readScope } from '#lib/auth/read-scope.ts';
import { mintScope, type Scope } from '#lib/auth/scope.ts';
import { createPool, type Pool } from '#lib/db/pool.ts';
import { exportEvents } from '#lib/events/export/export-events.ts';
import { CALL_CATEGORIES, eventFilters } from '#lib/events/schema.ts';
import type { QuestionFigures } from './compare.ts';
import { END, START } from './dataset.ts';
import { openDuckdb } from './duckdb-connection.ts';
import type { BenchDatabase } from './trailkeep-database.ts';

/** Every event as a CSV file, newest first: by Trailkeep's export and by DuckDB's COPY. Once each: it takes seconds. */
export async function compareExport(database: BenchDatabase, duckdbFile: string): Promise<QuestionFigures> {
  const directory = await mkdtemp(join(tmpdir(), 'trailkeep-export-'));
  const [own, other] = [join(directory, 'own.csv'), join(directory, 'other.csv')];
  try {
    const trailkeepMs = await timed(() => exportFrom(database, own));
    const duckdbMs = await timed(() => copyFrom(duckdbFile, other));
    const [ours, theirs] = [await countRecords(own), await countRecords(other)];
    const difference = ours === theirs ? null : `${ours} and ${theirs} events`;
    return { name: 'export of every event as a CSV file', trailkeepMs, duckdbMs, difference };
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function exportFrom(database: BenchDatabase, file: string): Promise<void> {
  const scope = await scopeOfEverything(database.owner);
  const web = createPool(database.webUrl, 2);
  const filters = eventFilters.parse({ from: START, to: END, category: [...CALL_CATEGORIES] });
  try {
    const parts = exportEvents((work) => readScope(web, scope, work), scope, filters, 'csv');
    await pipeline(parts, createWriteStream(file));
  } finally {
    await web.end();
  }
}

async function scopeOfEverything(owner: Pool): Promise<Scope> {
  const { rows } = await owner.query<{ id: string }>(
    `select lpad(account_id::text, 12, '0') as id from source_account order by 1`,
  );
  const accountIds = rows.map(({ id }) => id);
  return mintScope({ kind: 'view', id: 'bench', name: 'Bench', accountIds, sourceIds: [], canManage: false });
}

async function copyFrom(duckdbFile: string, file: string): Promise<void> {
  const duckdb = await openDuckdb(duckdbFile, 'latest');
  try {
    await duckdb.run(`
      copy (
        select event_time, account_id, event_id, region, service, event_name, read_only, category, user_label, user_type, mfa,
          session_name, user_arn, access_key, source_ip, user_agent, error_code, outcome, error_message,
          array_to_string(resources, ' | ') as resources
        from event
        where event_time >= '${START.toISOString()}' and event_time < '${END.toISOString()}'
          and category in ('management', 'data', 'network-activity')
        order by event_time desc, account_id desc, event_id desc
      ) to '${file}' (format csv, header)`);
  } finally {
    duckdb.close();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Lines outside of quotes, the head aside. */
async function countRecords(file: string): Promise<number> {
  let records = -1;
  let quoted = false;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === 34) quoted = !quoted;
      else if (byte === 10 && !quoted) records += 1;
    }
  }
  return records;
}
