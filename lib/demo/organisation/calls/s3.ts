import type { Estate } from '../estate.ts';
import type { Random } from '../random.ts';
import type { Call } from '../record.ts';
import { failed, read, resource, write } from './call.ts';

/** Reads of a bucket's configuration: event name and the query word of the request. */
const BUCKET_READS: [name: string, query: string][] = [
  ['GetBucketAcl', 'acl'],
  ['GetBucketPolicy', 'policy'],
  ['GetBucketVersioning', 'versioning'],
  ['GetBucketEncryption', 'encryption'],
  ['GetBucketTagging', 'tagging'],
  ['GetBucketLogging', 'logging'],
  ['GetBucketLifecycle', 'lifecycle'],
  ['GetBucketPublicAccessBlock', 'publicAccessBlock'],
  ['GetBucketLocation', 'location'],
  ['GetBucketReplication', 'replication'],
];

/** Answers that mean "not configured", which S3 records as errors. */
const NOT_CONFIGURED: Record<string, [code: string, message: string]> = {
  GetBucketPolicy: ['NoSuchBucketPolicy', 'The bucket policy does not exist'],
  GetBucketTagging: ['NoSuchTagSet', 'The TagSet does not exist'],
  GetBucketReplication: [
    'ReplicationConfigurationNotFoundError',
    'The replication configuration was not found',
  ],
};

function traffic(random: Random, bytesIn: number, bytesOut: number): string {
  return `{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":${bytesIn},"AuthenticationMethod":"AuthHeader","x-amz-id-2":"${random.alphanumeric(22)}=","bytesTransferredOut":${bytesOut}}`;
}

function bucketResource(estate: Estate, bucket: string): string {
  return resource(`arn:aws:s3:::${bucket}`, estate.account.id, 'AWS::S3::Bucket');
}

export function listBuckets(estate: Estate, random: Random): Call {
  return read('s3', 'ListBuckets', `{"Host":"s3.${estate.home}.amazonaws.com"}`, {
    extra: traffic(random, 0, 2310),
    host: `s3.${estate.home}.amazonaws.com`,
  });
}

/** One configuration read of a bucket; some answer that nothing is configured. */
export function readBucket(
  estate: Estate,
  random: Random,
  bucket: string,
  which = random.int(0, BUCKET_READS.length - 1),
): Call {
  const [name, query] = BUCKET_READS[which % BUCKET_READS.length] ?? ['GetBucketAcl', 'acl'];
  const host = `${bucket}.s3.${estate.home}.amazonaws.com`;
  const call = read('s3', name, `{"bucketName":"${bucket}","Host":"${host}","${query}":""}`, {
    extra: traffic(random, 0, random.int(180, 900)),
    resources: bucketResource(estate, bucket),
    host,
  });
  const missing = NOT_CONFIGURED[name];
  if (!missing || !random.chance(0.12)) return call;
  return failed(call, { code: missing[0], message: missing[1] });
}

export function putBucketPolicy(estate: Estate, random: Random, bucket: string): Call {
  const host = `${bucket}.s3.${estate.home}.amazonaws.com`;
  const statement = `{"Sid":"DenyPlainHttp","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::${bucket}/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}`;
  return write(
    's3',
    'PutBucketPolicy',
    `{"bucketPolicy":{"Version":"2012-10-17","Statement":[${statement}]},"bucketName":"${bucket}","Host":"${host}","policy":""}`,
    'null',
    { extra: traffic(random, 318, 0), resources: bucketResource(estate, bucket), host },
  );
}

/** A data event on one object. */
export function objectCall(
  estate: Estate,
  random: Random,
  name: 'GetObject' | 'PutObject',
  bucket: string,
  key: string,
): Call {
  const host = `${bucket}.s3.${estate.home}.amazonaws.com`;
  const bytes = random.int(900, 250_000);
  const get = name === 'GetObject';
  return {
    source: 's3',
    name,
    version: '1.11',
    readOnly: get,
    params: `{"bucketName":"${bucket}","Host":"${host}","key":"${key}"}`,
    response: get ? 'null' : '{"x-amz-server-side-encryption":"aws:kms"}',
    extra: traffic(random, get ? 0 : bytes, get ? bytes : 0),
    resources: `[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::${bucket}/${key}"},{"accountId":"${estate.account.id}","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::${bucket}"}]`,
    data: true,
    host,
  };
}
