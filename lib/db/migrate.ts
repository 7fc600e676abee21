import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { errorMessage, TrailkeepError } from '#lib/errors.ts';
import { ROLE_NAMES, rolePassword } from './connection.ts';
import { migrateJobSchema } from './job-schema.ts';

// A bundler leaves no `dirname`; the web is started from the top of the repository.
function migrationsDirectory(): string {
  const top = import.meta.dirname ? join(import.meta.dirname, '../..') : process.cwd();
  return join(/* turbopackIgnore: true */ top, 'prisma/migrations');
}

/** Postgres 15: the oldest that the migrations and queries are tested on. */
const OLDEST_SERVER = 150_000;

type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

/**
 * Brings the database behind `ownerUrl` to the current schema, in one transaction a migration, and sets the two roles'
 * passwords. Keeps `_prisma_migrations` as Prisma does (name, SHA-256 of the file), so that its tools agree. Safe to run from
 * several processes at once; without a secret key the passwords stay as they are. Returns the names of the migrations that it applied.
 */
export async function migrate(ownerUrl: string, secretKey: string | null): Promise<string[]> {
  const client = await connectOwner(ownerUrl);
  try {
    await client.query(`select pg_advisory_lock(hashtext('trailkeep.migrate'))`);
    const done: string[] = [];
    for (const migration of await pendingMigrations(client)) {
      await applyMigration(client, migration);
      done.push(migration.name);
    }
    await migrateJobSchema(client);
    if (secretKey !== null) await setRolePasswords(client, secretKey);
    return done;
  } finally {
    await client.end();
  }
}

/** Names of the migrations that the database still lacks; for health checks, over any role's connection. */
export async function missingMigrations(db: Pick<pg.ClientBase, 'query'>): Promise<string[]> {
  const names = (await readMigrations()).map((migration) => migration.name);
  const { rows } = await db.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null',
  );
  const applied = new Set(rows.map((row) => row.migration_name));
  return names.filter((name) => !applied.has(name));
}

async function connectOwner(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (cause) {
    throw new TrailkeepError(
      'database-unreachable',
      `The database does not answer: ${errorMessage(cause)}.`,
      {
        hint: 'Check DATABASE_URL (user, password, host, port, database name) and that Postgres is running.',
        cause,
      },
    );
  }
  const { rows } = await client.query<{ number: string; version: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as version`,
  );
  if (Number(rows[0]?.number) < OLDEST_SERVER) {
    await client.end();
    throw new TrailkeepError(
      'database-outdated',
      `The database is Postgres ${rows[0]?.version}; Trailkeep needs 15 or newer.`,
      {
        hint: 'Upgrade the server, or unset DATABASE_URL to use the embedded one.',
      },
    );
  }
  return client;
}

async function readMigrations(): Promise<Migration[]> {
  const directory = migrationsDirectory();
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function pendingMigrations(client: pg.Client): Promise<Migration[]> {
  await client.query(`
    create table if not exists _prisma_migrations (
      id                  varchar(36) primary key,
      checksum            varchar(64) not null,
      finished_at         timestamptz,
      migration_name      varchar(255) not null,
      logs                text,
      rolled_back_at      timestamptz,
      started_at          timestamptz not null default now(),
      applied_steps_count integer not null default 0
    )`);
  const { rows } = await client.query<Applied>(
    'select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null',
  );
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  const migrations = await readMigrations();
  for (const { name, checksum } of migrations) {
    const row = applied.get(name);
    if (row && row.checksum !== checksum) {
      throw new TrailkeepError(
        'database-outdated',
        `Migration ${name} was changed after it was applied to this database.`,
        {
          hint: 'Restore the original file; put new changes into a new migration.',
        },
      );
    }
  }
  return migrations.filter(({ name }) => !applied.get(name)?.finished_at);
}

async function applyMigration(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values (gen_random_uuid(), $1, $2, now(), 1)`,
      [checksum, name],
    );
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new TrailkeepError('configuration', `Migration ${name} failed: ${errorMessage(cause)}.`, {
      hint: 'The user of DATABASE_URL must own the database and may create roles (CREATEROLE).',
      cause,
    });
  }
}

async function setRolePasswords(client: pg.Client, secretKey: string): Promise<void> {
  for (const role of ['worker', 'web'] as const) {
    const password = client.escapeLiteral(rolePassword(secretKey, role));
    await client.query(`alter role ${ROLE_NAMES[role]} login password ${password}`);
  }
  await client.query(`grant select on _prisma_migrations to ${ROLE_NAMES.web}, ${ROLE_NAMES.worker}`);
}
