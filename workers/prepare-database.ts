import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sealStoredAddresses } from '#lib/alerts/deliver/seal-stored-addresses.ts';
import { ownerUrl, secretKey } from '#lib/db/connection.ts';
import { isAlive, isIdle, startEmbedded, stopEmbedded } from '#lib/db/embedded.ts';
import { ensureSecretKey } from '#lib/db/embedded-files.ts';
import { migrate } from '#lib/db/migrate.ts';
import { createPool } from '#lib/db/pool.ts';
import { type Env, env } from '#lib/env.ts';
import { ensureDataKeys } from '#lib/secrets/data-keys.ts';
import { keepDeploymentKey } from '#lib/secrets/deployment-key.ts';

export type PreparedDatabase = {
  /** Migrations that this call applied. */
  applied: string[];
  embedded: boolean;
  /** Ends what this process needs of the database: the embedded server, if nobody else uses it. */
  release: () => Promise<void>;
};

/** Makes the configured database ready for use: starts the embedded one if there is no DATABASE_URL, and migrates. */
export async function prepareDatabase(settings: Env = env()): Promise<PreparedDatabase> {
  if (settings.DATABASE_URL) {
    const applied = settings.TRAILKEEP_KMS_KEY_ID
      ? await bringUpWithKms(settings.DATABASE_URL, settings.TRAILKEEP_SECRET_KEY)
      : await bringUp(settings.DATABASE_URL, secretKey(settings));
    return { applied, embedded: false, release: async () => undefined };
  }
  const key = settings.TRAILKEEP_SECRET_KEY ?? (await ensureSecretKey(settings.dataDirectory));
  const { url } = await startEmbedded(settings.dataDirectory);
  const applied = await bringUp(url, key);
  return { applied, embedded: true, release: () => releaseEmbedded(settings) };
}

async function bringUp(url: string, key: string): Promise<string[]> {
  const applied = await migrate(url, key);
  const owner = createPool(url, 1);
  try {
    await ensureDataKeys(owner, key);
    await sealStoredAddresses(owner);
  } finally {
    await owner.end();
  }
  return applied;
}

/** The deployment's key lies in the database, which must have its table first. */
async function bringUpWithKms(url: string, given: string | undefined): Promise<string[]> {
  const applied = await migrate(url, null);
  const owner = createPool(url, 1);
  try {
    const key = await keepDeploymentKey(owner, given);
    return [...applied, ...(await bringUp(url, key))];
  } finally {
    await owner.end();
  }
}

/** Says that this process is the portal: commands then leave the embedded server running. Returns the undoing. */
export async function claimPortal(settings: Env = env()): Promise<() => Promise<void>> {
  const file = portalFile(settings);
  await writeFile(file, `${process.pid}\n`);
  return () => rm(file, { force: true });
}

async function releaseEmbedded(settings: Env): Promise<void> {
  if (await portalRuns(settings)) return;
  if (await isIdle(ownerUrl(settings))) await stopEmbedded(settings.dataDirectory);
}

async function portalRuns(settings: Env): Promise<boolean> {
  const text = await readFile(portalFile(settings), 'utf8').catch(() => '');
  const pid = Number(text);
  return pid > 0 && pid !== process.pid && isAlive(pid);
}

function portalFile(settings: Env): string {
  return join(settings.dataDirectory, 'portal.pid');
}
