import { randomUUID } from 'node:crypto';
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
  await administer(server.url, `create database ${name} template ${TEMPLATE}`);
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
      await administer(server.url, `drop database ${name} with (force)`);
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
