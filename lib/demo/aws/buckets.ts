import { AwsError, accessDenied } from './aws-error.ts';
import type { LocalCredentials } from './credentials.ts';
import type { Operation } from './faults.ts';

/** How a bucket differs from a plain one that every known key may use. */
export type BucketRules = {
  /** Its region, where it is not the server's. */
  region?: string;
  /** The KMS key that its objects are encrypted with. */
  kmsKeyArn?: string;
  /** The caller may read the bucket and not use the key that its objects are encrypted with. */
  kmsDenied?: boolean;
  /** Operations that the bucket policy refuses to everyone. */
  denied?: Operation[];
};

/** Throws what AWS answers where `caller` may not do this in that bucket. */
export function checkAllowed(
  operation: Operation,
  bucket: string,
  caller: LocalCredentials,
  rules: BucketRules,
): void {
  if (rules.denied?.includes(operation) || (caller.buckets && !caller.buckets.includes(bucket)))
    throw accessDenied(
      `User: ${caller.arn ?? caller.accessKeyId} is not authorized to perform: s3:${action(operation)} on resource: "arn:aws:s3:::${bucket}" because no identity-based policy allows the s3:${action(operation)} action`,
    );
  if (rules.kmsDenied && operation === 'GetObject')
    throw accessDenied(
      `User: ${caller.arn ?? caller.accessKeyId} is not authorized to perform: kms:Decrypt on ${undecryptable(rules)}`,
    );
}

/** AWS names the key to callers of its own account, and leaves it out for those of another one. */
function undecryptable({ kmsKeyArn }: BucketRules): string {
  return kmsKeyArn
    ? `resource: ${kmsKeyArn} because no identity-based policy allows the kms:Decrypt action`
    : 'the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';
}

function action(operation: Operation): string {
  if (operation === 'ListObjectsV2' || operation === 'HeadBucket') return 'ListBucket';
  return operation === 'HeadObject' ? 'GetObject' : operation;
}

/** S3 signs for the bucket's region; for another it names the right one. */
export function checkRegion(signedFor: string, bucketRegion: string): void {
  if (signedFor === bucketRegion) return;
  throw new AwsError(
    400,
    'AuthorizationHeaderMalformed',
    `The authorization header is malformed; the region '${signedFor}' is wrong; expecting '${bucketRegion}'`,
    { Region: bucketRegion },
  );
}
