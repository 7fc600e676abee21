import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from './aws-error.ts';
import { payloadOf, readBody } from './body.ts';
import { type BucketRules, checkAllowed, checkRegion } from './buckets.ts';
import type { S3Operation } from './faults.ts';
import { sendObject } from './get-object.ts';
import { listObjectsV2 } from './list-objects.ts';
import { noSuchBucket, type ObjectHeaders, type ObjectStore } from './object-store.ts';
import type { Verified } from './verify.ts';
import { sendXml } from './wire.ts';
import { document, element } from './xml.ts';

export type S3Request = {
  operation: S3Operation;
  bucket: string;
  key: string;
  params: URLSearchParams;
  verified: Verified;
  incoming: IncomingMessage;
  /** Break the connection off in the middle of the body. */
  cut: boolean;
};

/** Which operation a request is. Throws NotImplemented for the rest of S3. */
export function s3Operation(
  method: string,
  bucket: string,
  key: string,
  params: URLSearchParams,
): S3Operation {
  const known: Record<string, S3Operation> = key
    ? { GET: 'GetObject', HEAD: 'HeadObject', PUT: 'PutObject', DELETE: 'DeleteObject' }
    : { HEAD: 'HeadBucket', PUT: 'CreateBucket' };
  if (!bucket && method === 'GET') return 'ListBuckets';
  if (!key && method === 'GET') {
    if (params.has('location')) return 'GetBucketLocation';
    if (params.get('list-type') === '2') return 'ListObjectsV2';
  }
  if (bucket && !key && params.has('policy')) {
    const policy = POLICY_OPERATIONS[method];
    if (policy) return policy;
  }
  const operation = known[method];
  const foreign = ['policy', 'acl', 'tagging', 'uploads', 'uploadId', 'versioning'].some((word) =>
    params.has(word),
  );
  if (!bucket || !operation || foreign)
    throw new AwsError(
      501,
      'NotImplemented',
      'A header or query you provided implies functionality that is not implemented',
    );
  return operation;
}

const POLICY_OPERATIONS: Record<string, S3Operation> = {
  GET: 'GetBucketPolicy',
  PUT: 'PutBucketPolicy',
  DELETE: 'DeleteBucketPolicy',
};

/** What SDKs send where nobody said a type; not worth a file beside each object. */
const DEFAULT_TYPES = ['application/octet-stream', 'binary/octet-stream'];

function keptHeaders(incoming: IncomingMessage): ObjectHeaders {
  const kept: ObjectHeaders = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value !== 'string') continue;
    const ownType = name === 'content-type' && !DEFAULT_TYPES.includes(value);
    if (ownType || name.startsWith('x-amz-meta-')) kept[name] = value;
    const encoding = name === 'content-encoding' ? value.replace(/aws-chunked,? */, '') : '';
    if (encoding) kept[name] = encoding;
  }
  return kept;
}

function location(region: string): string {
  // us-east-1 is the empty constraint.
  return document('LocationConstraint', region === 'us-east-1' ? '' : region);
}

/** The one answer of S3 that is JSON. */
function sendPolicy(text: string, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** Answers one verified S3 request, or throws the AwsError to answer with. */
export async function answerS3(
  request: S3Request,
  store: ObjectStore,
  rules: BucketRules & { region: string },
  response: ServerResponse,
): Promise<void> {
  const { operation, bucket, key, params, verified } = request;
  if (operation === 'ListBuckets') {
    const buckets = store.buckets().map((name) => `<Bucket>${element('Name', name)}</Bucket>`);
    return sendXml(response, document('ListAllMyBucketsResult', `<Buckets>${buckets.join('')}</Buckets>`));
  }
  if (operation === 'CreateBucket') {
    store.createBucket(bucket);
    response.writeHead(200, { location: `/${bucket}` }).end();
    return;
  }
  if (!store.hasBucket(bucket)) throw noSuchBucket(bucket);
  response.setHeader('x-amz-bucket-region', rules.region);
  if (operation !== 'GetBucketLocation') checkRegion(verified.region, rules.region);
  checkAllowed(operation, bucket, verified.credentials, rules);
  if (operation === 'HeadBucket') response.writeHead(200).end();
  else if (operation === 'GetBucketLocation') sendXml(response, location(rules.region));
  else if (operation === 'GetBucketPolicy') sendPolicy(store.policies.get(bucket), response);
  else if (operation === 'PutBucketPolicy') {
    const body = payloadOf(await readBody(request.incoming), verified.payloadHash);
    store.policies.put(bucket, body.toString('utf8'));
    response.writeHead(204).end();
  } else if (operation === 'DeleteBucketPolicy') {
    store.policies.remove(bucket);
    response.writeHead(204).end();
  } else if (operation === 'ListObjectsV2') sendXml(response, listObjectsV2(store, bucket, params));
  else if (operation === 'PutObject') {
    store.put(
      bucket,
      key,
      payloadOf(await readBody(request.incoming), verified.payloadHash),
      keptHeaders(request.incoming),
    );
    response.writeHead(200, { etag: store.info(bucket, key).etag }).end();
  } else if (operation === 'DeleteObject') {
    store.delete(bucket, key);
    response.writeHead(204).end();
  } else {
    const { range } = request.incoming.headers;
    const headOnly = operation === 'HeadObject';
    const { kmsKeyArn } = rules;
    sendObject(store, { bucket, key, range, headOnly, kmsKeyArn, cut: request.cut }, response);
  }
}
