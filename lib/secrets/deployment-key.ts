import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { takeSecretKey } from '#lib/db/connection.ts';
import { createPool, type Queryable } from '#lib/db/pool.ts';
import { type Env, env } from '#lib/env.ts';
import { unwrapKey, wrapKey } from './key-wrap.ts';

/** Its number stands in what it is bound to; there is one. */
const NAME = { id: 0, opener: 'deployment' } as const;

const storedRow = z.object({ wrappedPrivateKey: z.instanceof(Uint8Array), wrappedBy: z.string() });

/**
 * With TRAILKEEP_KMS_KEY_ID: the deployment's secret key as it lies in the database, wrapped by KMS; what TRAILKEEP_SECRET_KEY says, or a
 * new one, is stored there first where there is none. From then on the process, and those it starts, need no TRAILKEEP_SECRET_KEY.
 */
export async function keepDeploymentKey(owner: Queryable, given: string | undefined): Promise<string> {
  const stored = await readDeploymentKey(owner);
  const key = given ?? stored ?? randomBytes(32).toString('base64');
  if (stored === null) {
    const { wrappedPrivateKey, wrappedBy } = await wrapKey(NAME, Buffer.from(key, 'base64'));
    await owner.query(
      `insert into data_key (id, opener, wrapped_private_key, wrapped_by) values (0, 'deployment', $1, $2) on conflict do nothing`,
      [wrappedPrivateKey, wrappedBy],
    );
  }
  takeSecretKey(key);
  return key;
}

/** For a process that starts by itself on a database that is ready: takes the key from there where the environment has none. */
export async function loadDeploymentKey(settings: Env = env()): Promise<void> {
  if (settings.TRAILKEEP_SECRET_KEY || !settings.TRAILKEEP_KMS_KEY_ID || !settings.DATABASE_URL) return;
  const owner = createPool(settings.DATABASE_URL, 1);
  try {
    const key = await readDeploymentKey(owner);
    if (key) takeSecretKey(key);
  } finally {
    await owner.end();
  }
}

async function readDeploymentKey(owner: Queryable): Promise<string | null> {
  const { rows } = await owner.query(
    `select wrapped_private_key as "wrappedPrivateKey", wrapped_by as "wrappedBy" from data_key where opener = 'deployment'`,
  );
  if (!rows[0]) return null;
  return Buffer.from(await unwrapKey(NAME, storedRow.parse(rows[0]))).toString('base64');
}
