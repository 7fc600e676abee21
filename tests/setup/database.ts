import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { roleUrl } from '#lib/db/connection.ts';
import { createPool, type Pool } from '#lib/db/pool.ts';
import { TEMPLATE, withDatabase } from './server.ts';

export type TestDatabase = {
  /** The owner's URL, with all rights and no row-level security. */
  url: string;
  secretKey: string;
  ownerPool: Pool;
  workerPool: Pool;
  webPool: Pool;
  drop: () => Promise<void>;
};

/** A fresh, migrated, empty database: a clone of the run's template. Drop it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('database');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // Copied as files: otherwise each page goes through the log, and is compressed there.
  await administer(server.url, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  const url = withDatabase(server.url, name);
  const pools = {
    ownerPool: createPool(url, 5),
    workerPool: createPool(roleUrl(url, 'worker', server.secretKey), 8),
    webPool: createPool(roleUrl(url, 'web', server.secretKey), 5),
  };
  return {
    url,
    secretKey: server.secretKey,
    ...pools,
    drop: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
      await dropWhenFree(server.url, name);
    },
  };
}

// Cloning needs the template to itself for a moment; clones of test files that start together wait for one another.
async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('trailkeep.test'))`);
    await client.query(statement);
  } finally {
    await client.end();
  }
}

// A connection that was closed, or an autovacuum, may hold the database for another moment. The owner is no superuser and
// cannot end them, so it asks again.
async function dropWhenFree(url: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await administer(url, `drop database ${name}`);
    } catch (error) {
      const inUse = error instanceof Error && 'code' in error && error.code === '55006';
      if (!inUse || attempt === 100) throw error;
      await sleep(100);
    }
  }
}
