import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { openRow, toSealedRow } from '#lib/secrets/read-secret.ts';

const found = z.array(z.looseObject({ id: z.unknown() }));

/** The secret of a person's app, or null where there is none. One statement: between two, a rotation could take its key away. */
export async function readAppSecret(db: PrismaConnection, userId: string): Promise<string | null> {
  const rows = await db.$queryRaw`
    select user_id::text as "rowId", ciphertext, k.id, 'web' as opener, k.public_key as "publicKey",
      k.wrapped_private_key as "wrappedPrivateKey", k.wrapped_by as "wrappedBy"
    from second_factor left join lateral web_data_key(data_key_of(ciphertext)) k on true
    where user_id = ${userId}::uuid`;
  const [row] = found.parse(rows);
  return row ? openRow('second factor', toSealedRow(row)) : null;
}
