import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { generateKeyPair, type KeyPair } from './hpke.ts';
import { unwrapKey, type WrappedKey, wrapKey } from './key-wrap.ts';
import type { Opener } from './secret-kinds.ts';

const OPENERS: readonly Opener[] = ['worker', 'web'];

export const storedKey = z.object({
  id: z.number(),
  opener: z.enum(['worker', 'web']),
  publicKey: z.instanceof(Uint8Array),
  wrappedPrivateKey: z.instanceof(Uint8Array),
  wrappedBy: z.string(),
});
export type StoredKey = WrappedKey & { id: number; opener: Opener; publicKey: Uint8Array };

/** Makes the first data keys of a database, as its owner; does nothing where there are some. */
export async function ensureDataKeys(owner: Queryable, deploymentKey: string): Promise<void> {
  for (const opener of OPENERS) {
    const { rows } = await owner.query('select from data_key where opener = $1 and retired_at is null', [
      opener,
    ]);
    if (rows.length > 0) continue;
    const key = await newDataKey(owner, opener, deploymentKey);
    await insertDataKey(owner, key, 'on conflict do nothing');
  }
}

/** A new key pair, wrapped and not stored yet. */
export async function newDataKey(
  owner: Queryable,
  opener: Opener,
  deploymentKey?: string,
): Promise<StoredKey> {
  const { rows } = await owner.query<{ id: number }>(
    `select nextval(pg_get_serial_sequence('data_key', 'id'))::integer as id`,
  );
  const id = rows[0]?.id ?? 0;
  const { publicKey, privateKey } = await generateKeyPair();
  return { id, opener, publicKey, ...(await wrapKey({ id, opener }, privateKey, deploymentKey)) };
}

export async function insertDataKey(
  owner: Queryable,
  key: StoredKey,
  conflict: '' | 'on conflict do nothing' = '',
): Promise<void> {
  await owner.query(
    `insert into data_key (id, opener, public_key, wrapped_private_key, wrapped_by) values ($1, $2, $3, $4, $5) ${conflict}`,
    [key.id, key.opener, key.publicKey, key.wrappedPrivateKey, key.wrappedBy],
  );
}

const opened = new Map<string, Promise<KeyPair>>();

/** Both halves of a data key. Each is unwrapped once in a process: KMS is asked seldom, and its pauses stop nothing. */
export function openDataKey(key: StoredKey): Promise<KeyPair> {
  const name = Buffer.from(key.wrappedPrivateKey).toString('base64');
  const known = opened.get(name);
  if (known) return known;
  const opening = unwrapKey(key, key).then((privateKey) => ({ publicKey: key.publicKey, privateKey }));
  opened.set(name, opening);
  opening.catch(() => opened.delete(name));
  return opening;
}

export function missingDataKey(): TrailkeepError {
  return new TrailkeepError('configuration', 'The database has no data key for secrets.', {
    hint: 'Run trailkeep migrate, or start the portal once: both make it.',
  });
}
