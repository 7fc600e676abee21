import type pg from 'pg';
import { ROLE_NAMES } from './connection.ts';

/** Where pg-boss keeps queues, schedules and jobs. */
export const JOB_SCHEMA = 'pgboss';
/** Of the pg-boss that package.json pins; a test holds both together. */
export const JOB_SCHEMA_VERSION = 43;

/**
 * Brings pg-boss's own tables to the version of the library, as the owner: the worker's role may use them and cannot change
 * them. `client` holds the migration lock. The library is loaded only where there is something to do.
 */
export async function migrateJobSchema(client: pg.Client): Promise<void> {
  const version = await installedVersion(client);
  if (version !== JOB_SCHEMA_VERSION) {
    const { getConstructionPlans, getMigrationPlans } = await import('pg-boss');
    // Each is one transaction by itself.
    await client.query(
      version === null ? getConstructionPlans(JOB_SCHEMA) : getMigrationPlans(JOB_SCHEMA, version),
    );
  }
  await client.query(`
    grant usage on schema ${JOB_SCHEMA} to ${ROLE_NAMES.worker};
    grant select, insert, update, delete on all tables in schema ${JOB_SCHEMA} to ${ROLE_NAMES.worker};
    grant usage on all sequences in schema ${JOB_SCHEMA} to ${ROLE_NAMES.worker};
    grant execute on all functions in schema ${JOB_SCHEMA} to ${ROLE_NAMES.worker}`);
}

async function installedVersion(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('${JOB_SCHEMA}.version') is not null as there`,
  );
  if (!rows[0]?.there) return null;
  const found = await client.query<{ version: number }>(`select version from ${JOB_SCHEMA}.version`);
  return found.rows[0]?.version ?? null;
}
