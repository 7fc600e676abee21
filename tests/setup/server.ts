import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded, stopEmbedded } from '#lib/db/embedded.ts';
import { ensureSecretKey } from '#lib/db/embedded-files.ts';
import { migrate } from '#lib/db/migrate.ts';
import { createPool } from '#lib/db/pool.ts';
import { ensureDataKeys } from '#lib/secrets/data-keys.ts';

export const TEMPLATE = 'trailkeep_template';

export type TestServer = { url: string; secretKey: string; directory: string; stop: () => Promise<void> };

/** Starts Postgres for tests: the embedded one, or with TEST_POSTGRES=15 the server of Debian's postgresql-15 package. */
export async function startTestServer(): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'trailkeep-test-'));
  await chmod(directory, 0o755);
  const server =
    process.env.TEST_POSTGRES === '15' ? await startDebian15(directory) : await startOwn(directory);
  const secretKey = await ensureSecretKey(directory);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const template = withDatabase(server.url, TEMPLATE);
  await migrate(template, secretKey);
  const owner = createPool(template, 1);
  await ensureDataKeys(owner, secretKey);
  await owner.end();
  return { ...server, secretKey, directory };
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

async function startOwn(directory: string) {
  const { url } = await startEmbedded(directory);
  await dispenseWithDisk(url);
  return { url, stop: () => stopEmbedded(directory) };
}

// What these tests write need not outlive the machine; waiting for its disk at each commit takes minutes of the run. A killed
// Postgres loses nothing by it. Only the superuser may say so, who has the owner's password here.
async function dispenseWithDisk(ownerUrl: string): Promise<void> {
  const superuser = new URL(withDatabase(ownerUrl, 'postgres'));
  superuser.username = 'postgres';
  const client = new pg.Client({ connectionString: superuser.toString() });
  await client.connect();
  await client.query('alter system set fsync = off');
  await client.query('alter system set full_page_writes = off');
  await client.query('select pg_reload_conf()');
  await client.end();
}

async function startDebian15(directory: string) {
  const bin = '/usr/lib/postgresql/15/bin';
  const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
  const cluster = join(directory, 'postgres-15');
  if (identity) await chown(directory, identity.uid, identity.gid);
  const port = 20_000 + (process.pid % 20_000);
  const passwordFile = join(directory, 'password');
  await writeFile(passwordFile, 'test', { mode: 0o644 });
  const run = (program: string, args: string[]) => {
    const result = spawnSync(join(bin, program), args, {
      ...identity,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (result.status !== 0) throw new Error(`${program} failed: ${result.stderr}`);
  };
  run('initdb', [
    '-D',
    cluster,
    '-U',
    'tester',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--locale=C.UTF-8',
  ]);
  run('pg_ctl', [
    '-D',
    cluster,
    '-w',
    '-l',
    join(directory, 'postgres-15.log'),
    '-o',
    `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`,
    'start',
  ]);
  return {
    url: `postgresql://tester:test@127.0.0.1:${port}/postgres`,
    stop: async () => run('pg_ctl', ['-D', cluster, '-m', 'immediate', 'stop']),
  };
}
