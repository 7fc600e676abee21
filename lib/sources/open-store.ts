import type { AwsCredentials } from '#lib/aws/credentials.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { readSecret } from '#lib/secrets/read-secret.ts';
import { createDirectoryStore } from './directory-store.ts';
import type { ObjectStore } from './object-store.ts';
import type { SourceRow } from './queries/get-source.ts';
import { createS3Store } from './s3-store.ts';

/** What of a source's settings decides how its objects are reached. */
export type StoreSettings = Pick<
  SourceRow,
  | 'kind'
  | 'bucket'
  | 'prefix'
  | 'region'
  | 'endpoint'
  | 'directory'
  | 'credentialKind'
  | 'accessKeyId'
  | 'roleArn'
  | 'externalId'
>;

/** The store of a source; `secret` is its secret access key, null where it has none. Close it when done. */
export function openStore(source: StoreSettings, secret: string | null): ObjectStore {
  if (source.kind === 'directory') return createDirectoryStore(source.directory ?? '');
  return createS3Store({
    bucket: source.bucket ?? '',
    prefix: source.prefix,
    region: source.region,
    endpoint: source.endpoint,
    credentials: credentialsOf(source, secret),
  });
}

/** The secret access key of a source, or null. Only the worker's role may read it. Throws `configuration` under a wrong key. */
export async function readSourceSecret(db: Queryable, sourceId: number): Promise<string | null> {
  return readSecret(db, 'source', sourceId);
}

/** Throws `source-credentials` where an access key has no secret. */
export function credentialsOf(source: StoreSettings, secret: string | null): AwsCredentials {
  const accessKey =
    source.accessKeyId && secret ? { accessKeyId: source.accessKeyId, secretAccessKey: secret } : null;
  if (source.credentialKind === 'default') return { kind: 'default' };
  if (source.credentialKind === 'role') {
    return { kind: 'role', roleArn: source.roleArn ?? '', externalId: source.externalId, base: accessKey };
  }
  if (accessKey) return { kind: 'access-key', ...accessKey };
  throw new TrailkeepError('source-credentials', 'No secret key is stored for this bucket.', {
    hint: 'Enter the access key and its secret key.',
  });
}
