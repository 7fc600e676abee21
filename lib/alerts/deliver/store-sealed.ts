import type { PrismaConnection } from '#lib/db/prisma.ts';
import { encryptSecret } from '#lib/secrets/encrypt-secret.ts';

/** What of a channel is sealed. Null takes it away, `kept` leaves it. */
export type SealedParts = { secret: string | null | 'kept'; address: string | null | 'kept' };

/** Replaces what of a channel is sealed, in the caller's transaction. The web's role can write it and never read it back. */
export async function storeSealed(
  tx: PrismaConnection,
  channelId: number,
  { secret, address }: SealedParts,
): Promise<void> {
  if (secret !== 'kept') {
    await tx.$executeRaw`delete from alert_channel_secret where channel_id = ${channelId}`;
    if (secret !== null) {
      const sealed = await encryptSecret(tx, 'alert channel', String(channelId), secret);
      await tx.$executeRaw`insert into alert_channel_secret (channel_id, ciphertext) values (${channelId}, ${sealed})`;
    }
  }
  if (address !== 'kept') {
    await tx.$executeRaw`delete from alert_channel_address where channel_id = ${channelId}`;
    if (address !== null) {
      const sealed = await encryptSecret(tx, 'channel address', String(channelId), address);
      await tx.$executeRaw`insert into alert_channel_address (channel_id, ciphertext) values (${channelId}, ${sealed})`;
    }
  }
}
