import pg from 'pg';
import { errorMessage, TrailkeepError } from '#lib/errors.ts';
import { log } from '#lib/log.ts';
import { type DatabaseRole, ownerUrl, roleUrl, secretKey } from './connection.ts';

export type Pool = pg.Pool;
export type Connection = pg.PoolClient;

/** Anything that runs SQL: a pool, a connection, or a transaction's connection. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

/** A pool for `url`. Values come back as the driver gives them: bigint and numeric as text, timestamps as Date. */
export function createPool(url: string, max = 10): Pool {
  const pool = new pg.Pool({ connectionString: url, max, connectionTimeoutMillis: 10_000 });
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  // One that is in use tells it to whoever asks next. Without a listener of its own it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** A pool for one of the three roles of the configured database. */
export function createRolePool(role: DatabaseRole, max?: number): Pool {
  return createPool(roleUrl(ownerUrl(), role, role === 'owner' ? '' : secretKey()), max);
}

// One web pool for the process, kept over development reloads of the modules.
const globals = globalThis as typeof globalThis & { trailkeepWebPool?: Pool };

export function webPool(): Pool {
  globals.trailkeepWebPool ??= createRolePool('web', 16);
  return globals.trailkeepWebPool;
}

/** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
export async function inTransaction<T>(pool: Pool, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await connect(pool);
  let broken: Error | undefined;
  try {
    await connection.query('begin');
    const result = await work(connection);
    await connection.query('commit');
    return result;
  } catch (error) {
    await connection.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    connection.release(broken);
  }
}

/** A connection of the pool; a database that does not answer is said in plain words. */
export async function connect(pool: Pool): Promise<Connection> {
  try {
    return await pool.connect();
  } catch (cause) {
    throw new TrailkeepError(
      'database-unreachable',
      `The database does not answer: ${errorMessage(cause)}.`,
      {
        hint: 'Check DATABASE_URL and that Postgres is running.',
        cause,
      },
    );
  }
}
