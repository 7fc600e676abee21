import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { TrailkeepError } from '#lib/errors.ts';
import { type EmbeddedFiles, locateEmbedded } from './embedded-files.ts';

/**
 * The Postgres that Trailkeep brings along, for machines without one. It outlives its parent on purpose: after a hard kill
 * the next start finds it by `database-url` and goes on using it.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '512MB',
  work_mem: '32MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '4GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_compression: 'on',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

const OWNER = 'trailkeep_owner';
const DATABASE = 'trailkeep';

export type Embedded = { url: string; startedHere: boolean };

/** Starts the embedded Postgres unless it answers already, and returns the owner's URL. */
export async function startEmbedded(dataDirectory: string): Promise<Embedded> {
  const running = await runningUrl(dataDirectory);
  if (running) return { url: running, startedHere: false };
  const files = await locateEmbedded(dataDirectory);
  if (!existsSync(join(files.cluster, 'PG_VERSION'))) await initialise(files, dataDirectory);
  const port = await freePort();
  const password = (await readFile(join(dataDirectory, 'database-password'), 'utf8')).trim();
  const admin = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  await launch(files, port, admin);
  await ensureDatabase(admin, password);
  const url = `postgresql://${OWNER}:${password}@127.0.0.1:${port}/${DATABASE}`;
  await writeFile(join(dataDirectory, 'database-url'), `${url}\n`, { mode: 0o600 });
  return { url, startedHere: true };
}

/** Stops the embedded Postgres if it runs; waits until its process has gone. */
export async function stopEmbedded(dataDirectory: string): Promise<void> {
  const files = await locateEmbedded(dataDirectory);
  const pid = await postmasterPid(files);
  if (pid !== null && isAlive(pid)) {
    process.kill(pid, 'SIGINT');
    for (let waited = 0; waited < 30_000 && isAlive(pid); waited += 50) await sleep(50);
  }
  await rm(join(dataDirectory, 'database-url'), { force: true });
}

/** True when nobody but this check is connected: a command that is done may then stop the server. */
export async function isIdle(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ others: number }>(
      `select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return rows[0]?.others === 0;
  } finally {
    await client.end();
  }
}

async function runningUrl(dataDirectory: string): Promise<string | null> {
  const file = join(dataDirectory, 'database-url');
  if (!existsSync(file)) return null;
  const url = (await readFile(file, 'utf8')).trim();
  return (await answers(url)) ? url : null;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function initialise(files: EmbeddedFiles, dataDirectory: string): Promise<void> {
  const password = randomBytes(24).toString('base64url');
  const passwordFile = join(files.cluster, '..', 'initial-password');
  await writeFile(passwordFile, password, { mode: 0o644 });
  const result = spawnSync(
    files.bin('initdb'),
    [
      '-D',
      files.cluster,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    { ...files.identity, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
  );
  await rm(passwordFile, { force: true });
  if (result.status !== 0) {
    throw new TrailkeepError(
      'configuration',
      `The embedded Postgres could not be set up: ${result.stderr.trim().split('\n').at(-1)}`,
      {
        hint: `Check that ${files.cluster} can be written, or set DATABASE_URL.`,
      },
    );
  }
  await writeFile(join(dataDirectory, 'database-password'), `${password}\n`, { mode: 0o600 });
}

async function launch(files: EmbeddedFiles, port: number, adminUrl: string): Promise<void> {
  const logFile = await open(files.logFile, 'a');
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(files.bin('postgres'), ['-D', files.cluster, '-p', String(port), ...settings], {
    ...files.identity,
    // A group of its own: Ctrl-C in the terminal is for the portal, which then stops the server in order.
    detached: true,
    stdio: ['ignore', logFile.fd, logFile.fd],
    env: { ...process.env, LC_ALL: 'C' },
  });
  let exited = false;
  server.once('exit', () => {
    exited = true;
  });
  server.once('error', () => {
    exited = true;
  });
  server.unref();
  for (let waited = 0; waited < 60_000 && !exited; waited += 40) {
    if (await answers(adminUrl)) return void (await logFile.close());
    await sleep(40);
  }
  await logFile.close();
  const lastLine = (await readFile(files.logFile, 'utf8')).trim().split('\n').at(-1);
  throw new TrailkeepError('database-unreachable', `The embedded Postgres did not start: ${lastLine}`, {
    hint: `Its log is ${files.logFile}.`,
  });
}

// The owner is no superuser: the same rights that a managed Postgres gives.
async function ensureDatabase(adminUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount) return;
    await client.query(
      `create role ${OWNER} login createdb createrole password ${client.escapeLiteral(password)}`,
    );
    await client.query(`create database ${DATABASE} owner ${OWNER}`);
  } finally {
    await client.end();
  }
}

async function postmasterPid(files: EmbeddedFiles): Promise<number | null> {
  const file = join(files.cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
