import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import { createKmsClient } from '#lib/aws/kms-client.ts';
import { secretKey } from '#lib/db/connection.ts';
import { openSecret, sealSecret } from '#lib/db/secret-box.ts';
import { env } from '#lib/env.ts';
import { errorMessage, TrailkeepError } from '#lib/errors.ts';
import type { Opener } from './secret-kinds.ts';

/** `wrappedBy`: `secret-key` for TRAILKEEP_SECRET_KEY, or the ARN of a KMS key. */
export type WrappedKey = { wrappedPrivateKey: Uint8Array; wrappedBy: string };
/** What a wrapped key is bound to. */
export type KeyName = { id: number; opener: Opener | 'deployment' };

/** Wraps a data key's private half: by AWS KMS where TRAILKEEP_KMS_KEY_ID is set, else by the deployment's secret key. */
export async function wrapKey(
  name: KeyName,
  privateKey: Uint8Array,
  deploymentKey: string = secretKey(),
): Promise<WrappedKey> {
  const keyId = env().TRAILKEEP_KMS_KEY_ID;
  if (!keyId) {
    const sealed = sealSecret(holderOf(name), Buffer.from(privateKey).toString('base64'), deploymentKey);
    return { wrappedPrivateKey: sealed, wrappedBy: 'secret-key' };
  }
  const { CiphertextBlob, KeyId } = await askKms(keyId, 'kms:Encrypt', (kms) =>
    kms.send(new EncryptCommand({ KeyId: keyId, Plaintext: privateKey, EncryptionContext: contextOf(name) })),
  );
  return { wrappedPrivateKey: CiphertextBlob ?? new Uint8Array(), wrappedBy: KeyId ?? keyId };
}

/** The private half. Throws `configuration`, with what to do, where the deployment's key or the KMS key does not open it. */
export async function unwrapKey(
  name: KeyName,
  { wrappedPrivateKey, wrappedBy }: WrappedKey,
): Promise<Uint8Array> {
  if (wrappedBy === 'secret-key') return Buffer.from(openSecret(holderOf(name), wrappedPrivateKey), 'base64');
  const { Plaintext } = await askKms(wrappedBy, 'kms:Decrypt', (kms) =>
    kms.send(
      new DecryptCommand({
        KeyId: wrappedBy,
        CiphertextBlob: wrappedPrivateKey,
        EncryptionContext: contextOf(name),
      }),
    ),
  );
  return Plaintext ?? new Uint8Array();
}

async function askKms<T>(keyId: string, action: string, ask: (kms: KMSClient) => Promise<T>): Promise<T> {
  const kms = createKmsClient({ credentials: { kind: 'default' }, endpoint: null }, regionOf(keyId));
  try {
    return await ask(kms);
  } catch (cause) {
    throw new TrailkeepError(
      'configuration',
      `KMS did not do ${action} with ${keyId}: ${errorMessage(cause)}`,
      {
        hint: `This machine's AWS credentials need ${action} on the key that TRAILKEEP_KMS_KEY_ID names, and the key must be enabled.`,
        cause,
      },
    );
  } finally {
    kms.destroy();
  }
}

/** A key's ARN names its region; a bare id or alias is looked for in the machine's own. */
function regionOf(keyId: string): string {
  const region = keyId.startsWith('arn:') ? keyId.split(':')[3] : process.env.AWS_REGION;
  if (region) return region;
  throw new TrailkeepError('configuration', `The region of the KMS key ${keyId} is not known.`, {
    hint: "Give the key's ARN in TRAILKEEP_KMS_KEY_ID, or set AWS_REGION.",
  });
}

function holderOf({ id, opener }: KeyName): string {
  return `data key ${id} of the ${opener}`;
}

/** Stands in CloudTrail beside each use of the key, and a key policy can ask for it. */
function contextOf({ id, opener }: KeyName): Record<string, string> {
  return { trailkeep: 'data-key', id: String(id), opener };
}
