import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';
import { type StoredKey, storedKey } from './data-keys.ts';
import { openSealed } from './sealed-secret.ts';
import { holderOf, SECRET_KINDS, type SecretKind } from './secret-kinds.ts';

const sealedRow = z.object({ rowId: z.string(), ciphertext: z.instanceof(Uint8Array) });

export type SealedRow = z.output<typeof sealedRow> & { key: StoredKey | null };

/**
 * The secret of a row, or null where it has none; for the worker's role. Throws `configuration` where the deployment's key, or KMS,
 * does not open it.
 */
export async function readSecret(
  db: Queryable,
  kind: SecretKind,
  id: number | string,
): Promise<string | null> {
  const { rows } = await db.query(`${selectSealed(kind)} where ${SECRET_KINDS[kind].id} = $1`, [id]);
  return rows[0] ? openRow(kind, toSealedRow(rows[0])) : null;
}

/** Sealed secrets with the keys they name. One statement: between two, a rotation could take the key away. */
export function selectSealed(kind: SecretKind): string {
  const { table, idText } = SECRET_KINDS[kind];
  return `select ${idText} as "rowId", ciphertext, k.id, k.opener, k.public_key as "publicKey",
      k.wrapped_private_key as "wrappedPrivateKey", k.wrapped_by as "wrappedBy"
    from ${table} left join data_key k on k.id = data_key_of(ciphertext)`;
}

export function toSealedRow(row: { id: unknown }): SealedRow {
  return { ...sealedRow.parse(row), key: row.id === null ? null : storedKey.parse(row) };
}

export function openRow(kind: SecretKind, { rowId, ciphertext, key }: SealedRow): Promise<string> {
  return openSealed(ciphertext, holderOf(kind, rowId), key);
}
