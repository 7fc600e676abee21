/** Stands where the bucket's name belongs, until there is one. */
export const NO_BUCKET = 'BUCKET-NAME';

/**
 * The least that a user or role needs to collect from a bucket, as an IAM policy document in JSON: listing it, finding its
 * region, and reading the objects under the prefix. `region` decides the partition (China and GovCloud have their own ARNs).
 */
export function minimalPolicy(place: { bucket: string; prefix: string; region: string }): string {
  const bucketArn = `arn:${partitionOf(place.region)}:s3:::${place.bucket.trim() || NO_BUCKET}`;
  const prefix = place.prefix.trim().replace(/^\/+|\/+$/g, '');
  const document = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ListTrailBucket',
        Effect: 'Allow',
        Action: ['s3:ListBucket', 's3:GetBucketLocation'],
        Resource: bucketArn,
      },
      {
        Sid: 'ReadTrailObjects',
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: `${bucketArn}/${prefix === '' ? '' : `${prefix}/`}*`,
      },
    ],
  };
  return JSON.stringify(document, null, 2);
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
