import type { CloudTrailAccess } from '#lib/aws/cloudtrail-client.ts';

/** Where each partition of AWS answers for what belongs to no region. */
const FIRST_REGION: Record<string, string> = { 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

/**
 * The regions in which an account's trails are asked for: those in use, and the first of its partition, which shows every trail
 * of several regions. The partition is that of the role or of the regions known.
 */
export function regionsToAsk({ credentials }: CloudTrailAccess, inUse: readonly string[]): string[] {
  const ofRole = credentials.kind === 'role' ? credentials.roleArn.split(':')[1] : undefined;
  const first = FIRST_REGION[ofRole ?? partitionOf(inUse[0] ?? '')] ?? 'us-east-1';
  return [...new Set([first, ...inUse])];
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
