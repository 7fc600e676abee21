import type { Connection } from '#lib/db/pool.ts';
import { TrailkeepError, toTrailkeepError } from '#lib/errors.ts';
import { insertDataKey, newDataKey, type StoredKey } from './data-keys.ts';
import { openRow, selectSealed, toSealedRow } from './read-secret.ts';
import { sealedPrefix, sealUnder } from './sealed-secret.ts';
import { holderOf, SECRET_KINDS, type SecretKind, secretKinds } from './secret-kinds.ts';

export type Rotation = {
  /** Secrets that are sealed under the new keys now. */
  secrets: number;
  /** Old data keys that are gone, as nothing is sealed under them. */
  keysRemoved: number;
  /** Secrets that could not be opened, e.g. `source 7`, and why; they and their key are left as they are. */
  failed: { secret: string; reason: string }[];
};

/**
 * Makes new data keys and seals every stored secret under them anew, as the database's owner, while everything else goes on. It may be
 * killed at any moment: each secret opens all the time, and the next rotation ends what this one began. `conflict` while another runs.
 */
export async function rotateSecrets(owner: Connection): Promise<Rotation> {
  const { rows } = await owner.query<{ free: boolean }>(
    `select pg_try_advisory_lock(hashtext('trailkeep.rotate')) as free`,
  );
  if (!rows[0]?.free)
    throw new TrailkeepError('conflict', 'Another rotation is running.', {
      hint: 'Wait until it has ended.',
    });
  try {
    const keys = { worker: await newDataKey(owner, 'worker'), web: await newDataKey(owner, 'web') };
    await takeInUse(owner, Object.values(keys));
    const rotation: Rotation = { secrets: 0, keysRemoved: 0, failed: [] };
    for (const kind of secretKinds())
      await resealKind(owner, kind, keys[SECRET_KINDS[kind].opener], rotation);
    return { ...rotation, keysRemoved: await removeUnused(owner) };
  } finally {
    await owner.query(`select pg_advisory_unlock(hashtext('trailkeep.rotate'))`);
  }
}

/** Waits for transactions that are sealing (`sealing_key`): from its commit on nothing is sealed under an older key. */
async function takeInUse(owner: Connection, keys: readonly StoredKey[]): Promise<void> {
  await owner.query('begin');
  try {
    await owner.query(`select pg_advisory_xact_lock(hashtext('trailkeep.data_key'))`);
    await owner.query(
      `update data_key set retired_at = now() where retired_at is null and opener <> 'deployment'`,
    );
    for (const key of keys) await insertDataKey(owner, key);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback');
    throw error;
  }
}

async function resealKind(
  owner: Connection,
  kind: SecretKind,
  key: StoredKey,
  rotation: Rotation,
): Promise<void> {
  const { table, id } = SECRET_KINDS[kind];
  const { rows } = await owner.query(`${selectSealed(kind)} where substring(ciphertext for 5) <> $1`, [
    sealedPrefix(key.id),
  ]);
  for (const row of rows.map(toSealedRow)) {
    const holder = holderOf(kind, row.rowId);
    try {
      const sealed = await sealUnder(key, holder, await openRow(kind, row));
      // A secret that was changed or deleted meanwhile needs nothing more: it is sealed under the new key.
      const { rowCount } = await owner.query(
        `update ${table} set ciphertext = $3 where ${id} = $1 and ciphertext = $2`,
        [row.rowId, row.ciphertext, sealed],
      );
      rotation.secrets += rowCount ?? 0;
    } catch (error) {
      rotation.failed.push({ secret: holder, reason: toTrailkeepError(error).message });
    }
  }
}

async function removeUnused(owner: Connection): Promise<number> {
  const unused = secretKinds().map(
    (kind) => `not exists (select from ${SECRET_KINDS[kind].table} where data_key_of(ciphertext) = k.id)`,
  );
  const { rowCount } = await owner.query(
    `delete from data_key k where retired_at is not null and ${unused.join(' and ')}`,
  );
  return rowCount ?? 0;
}
