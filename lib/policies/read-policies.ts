import { DescribeKeyCommand, GetKeyPolicyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import type { AwsCredentials } from '#lib/aws/credentials.ts';
import { toAwsFault } from '#lib/aws/fault.ts';
import { createKmsClient } from '#lib/aws/kms-client.ts';
import { createS3Client } from '#lib/aws/s3-client.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { toSourceFault } from '#lib/sources/faults.ts';
import type { KeyFacts } from './key-faults.ts';

/** Where the policies are, and whom AWS is asked as. */
export type PolicyAccess = {
  credentials: AwsCredentials;
  bucket: string;
  /** As configured; null where the bucket says it itself. */
  region: string | null;
  /** As configured, for S3-compatible stores. */
  endpoint: string | null;
};

const FIRST_REGION = 'us-east-1';

/** The bucket's policy as S3 has it, null where it has none. Throws the source's faults, in words. */
export async function readBucketPolicy(access: PolicyAccess): Promise<string | null> {
  const region = access.region ?? FIRST_REGION;
  try {
    return await policyIn(access, region).catch((error: unknown) => {
      const right = access.region === null ? toAwsFault(error).region : null;
      if (right === null || right === region) throw error;
      return policyIn(access, right);
    });
  } catch (error) {
    const { bucket, endpoint, credentials } = access;
    const accessKeyId = credentials.kind === 'access-key' ? credentials.accessKeyId : null;
    throw toSourceFault(error, {
      action: 's3:GetBucketPolicy',
      bucket,
      region: access.region,
      endpoint,
      accessKeyId,
    });
  }
}

async function policyIn(access: PolicyAccess, region: string): Promise<string | null> {
  const s3 = createS3Client(access, region);
  try {
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: access.bucket }));
    return Policy ?? null;
  } catch (error) {
    if (toAwsFault(error).name === 'NoSuchBucketPolicy') return null;
    throw error;
  } finally {
    s3.destroy();
  }
}

/** A key (by its ARN) and its policy as KMS has them. Throws the source's faults, in words. */
export async function readKeyPolicy(
  access: PolicyAccess,
  arn: string,
): Promise<{ facts: KeyFacts; text: string }> {
  const kms = createKmsClient(access, arn.split(':')[3] ?? FIRST_REGION);
  try {
    const facts = await ask(access, arn, 'kms:DescribeKey', () => describeKey(kms, arn));
    const text = await ask(access, arn, 'kms:GetKeyPolicy', async () => {
      const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' }));
      return Policy ?? '{"Statement":[]}';
    });
    return { facts, text };
  } finally {
    kms.destroy();
  }
}

async function describeKey(kms: KMSClient, arn: string): Promise<KeyFacts> {
  const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
  return {
    arn: key?.Arn ?? arn,
    state: key?.KeyState ?? null,
    spec: key?.KeySpec ?? null,
    manager: key?.KeyManager ?? null,
  };
}

async function ask<T>(access: PolicyAccess, arn: string, action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { name } = toAwsFault(cause);
    if (name === 'NotFoundException')
      throw new TrailkeepError('source-missing', `There is no key ${arn}.`, {
        hint: "Check the key's ARN: it names the region and the account that the key is in.",
        cause,
      });
    if (name === 'AccessDeniedException')
      throw new TrailkeepError('source-denied', `${action} is not allowed on the key.`, {
        hint: `Allow ${action} on ${arn} in the IAM policy of the collector; the guide's has it.`,
        cause,
      });
    const { credentials, bucket, region, endpoint } = access;
    const accessKeyId = credentials.kind === 'access-key' ? credentials.accessKeyId : null;
    throw toSourceFault(cause, { action: 's3:GetBucketPolicy', bucket, region, endpoint, accessKeyId });
  }
}
