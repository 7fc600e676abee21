import { z } from 'zod';
import type { PrismaConnection } from '#lib/db/prisma.ts';
import { missingDataKey } from './data-keys.ts';
import { sealUnder } from './sealed-secret.ts';
import { holderOf, SECRET_KINDS, type SecretKind } from './secret-kinds.ts';

const sealingKeys = z.array(z.object({ id: z.number(), publicKey: z.instanceof(Uint8Array) }));

/**
 * Encrypts a secret for the row of its kind with this id (as `idText` of the kind has it). Who encrypts cannot decrypt: only the kind's
 * opener can. Give it the transaction that stores the answer, or a rotation may pass the row by.
 */
export async function encryptSecret(
  tx: PrismaConnection,
  kind: SecretKind,
  id: string,
  secret: string,
): Promise<Buffer> {
  const rows = await tx.$queryRaw`
    select id, public_key as "publicKey" from sealing_key(${SECRET_KINDS[kind].opener})`;
  const [key] = sealingKeys.parse(rows);
  if (!key) throw missingDataKey();
  return sealUnder(key, holderOf(kind, id), secret);
}
