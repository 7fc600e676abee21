import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { toAwsFault } from '#lib/aws/fault.ts';
import { BodyError } from '#lib/aws/http-get.ts';
import { createObjectReader, type ObjectReader } from '#lib/aws/object-reader.ts';
import { createS3Client, type S3Access } from '#lib/aws/s3-client.ts';
import { objectTooLarge, type SourcePlace, toSourceFault } from './faults.ts';
import { type ListPage, type ListRequest, MAX_KEYS, type ObjectStore } from './object-store.ts';

export type S3StoreOptions = S3Access & {
  bucket: string;
  prefix: string;
  /** Null: the bucket is asked for it. */
  region: string | null;
};

/** Where a request without a known region starts: S3 answers with the bucket's own. */
export const FIRST_REGION = 'us-east-1';

type Connected = { s3: S3Client; reader: ObjectReader };

/** A bucket as an ObjectStore. Opens no connection before the first call. */
export function createS3Store(options: S3StoreOptions): ObjectStore {
  let connected: Promise<Connected> | undefined;

  function connection(): Promise<Connected> {
    connected ??= connect(options).catch((error) => {
      connected = undefined;
      throw error;
    });
    return connected;
  }

  async function list(request: ListRequest): Promise<ListPage> {
    try {
      return await listPage((await connection()).s3, options.bucket, request);
    } catch (error) {
      throw toSourceFault(error, placeOf(options, { action: 's3:ListBucket' }));
    }
  }

  async function get(key: string, { maxBytes }: { maxBytes: number }): Promise<Uint8Array> {
    try {
      return await (await connection()).reader.read(key, maxBytes);
    } catch (error) {
      if (error instanceof BodyError && error.code === 'BodyTooLarge')
        throw objectTooLarge(key, error.sizeBytes, maxBytes);
      throw toSourceFault(error, placeOf(options, { action: 's3:GetObject', key }));
    }
  }

  function close(): void {
    connected?.then(({ s3, reader }) => {
      s3.destroy();
      reader.close();
    }, ignoreFailedConnection);
  }

  return { list, get, describe: () => `s3://${options.bucket}/${options.prefix}`, close };
}

// Whoever called has had its error already.
function ignoreFailedConnection(): void {}

function placeOf(options: S3StoreOptions, place: Pick<SourcePlace, 'action' | 'key'>): SourcePlace {
  const { credentials, bucket, region, endpoint } = options;
  const accessKeyId = credentials.kind === 'access-key' ? credentials.accessKeyId : null;
  return { ...place, bucket, region, endpoint, accessKeyId };
}

async function connect(options: S3StoreOptions): Promise<Connected> {
  const s3 = await clientInRegion(options);
  return { s3, reader: await createObjectReader(s3, options.bucket, options.endpoint) };
}

/** Without a region the bucket is asked in one, and the answer names the right one when it is another. */
async function clientInRegion(options: S3StoreOptions): Promise<S3Client> {
  if (options.region) return createS3Client(options, options.region);
  const first = createS3Client(options, process.env.AWS_REGION || FIRST_REGION);
  try {
    await first.send(
      new ListObjectsV2Command({ Bucket: options.bucket, Prefix: options.prefix, MaxKeys: 1 }),
    );
    return first;
  } catch (error) {
    first.destroy();
    const { region } = toAwsFault(error);
    if (!region) throw error;
    return createS3Client(options, region);
  }
}

async function listPage(s3: S3Client, bucket: string, request: ListRequest): Promise<ListPage> {
  const answer = await s3.send(
    new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: request.prefix,
      Delimiter: request.delimiter,
      StartAfter: request.continuationToken ? undefined : request.startAfter,
      ContinuationToken: request.continuationToken,
      MaxKeys: request.maxKeys ?? MAX_KEYS,
      // Keys may hold characters that XML cannot.
      EncodingType: 'url',
    }),
  );
  const decode = answer.EncodingType === 'url' ? decodeKey : (text: string) => text;
  return {
    objects: (answer.Contents ?? []).map((found) => ({
      key: decode(found.Key ?? ''),
      etag: (found.ETag ?? '').replaceAll('"', ''),
      sizeBytes: found.Size ?? 0,
      arrivedAtMs: found.LastModified?.getTime() ?? 0,
    })),
    prefixes: (answer.CommonPrefixes ?? []).map((found) => decode(found.Prefix ?? '')),
    next: answer.IsTruncated ? (answer.NextContinuationToken ?? null) : null,
  };
}

function decodeKey(text: string): string {
  return /[%+]/.test(text) ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
}
