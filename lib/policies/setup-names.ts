import type { SetupPlan } from './setup-plan.ts';

/** What the guide calls things that it makes; no two buckets share one of them. */
export type SetupNames = {
  /** CloudFormation stacks; the templates' and Terraform's files are called the same. */
  auditStack: string;
  trailStack: string;
  /** The IAM policy that the collector reads with. */
  readPolicy: string;
  keyAlias: string;
  /** Ends the names of Terraform's resources, outputs and variables: one directory may hold several buckets. */
  terraform: string;
  /** The policies where they are saved beside the commands. */
  files: { bucket: string; key: string; collector: string };
};

/**
 * One audit account may have several buckets: a name that two shared would let the steps of the second change what was made for the
 * first. All AWS limits are far off (a bucket's name has 63 characters, the shortest limit is 128), so nothing is cut.
 */
export function setupNames({ bucket }: Pick<SetupPlan, 'bucket'>): SetupNames {
  const word = wordOf(bucket);
  return {
    auditStack: `trailkeep-audit-${word}`,
    trailStack: `trailkeep-trail-${word}`,
    readPolicy: `trailkeep-read-${word}`,
    keyAlias: `alias/trailkeep-${word}`,
    terraform: word.replaceAll('-', '_'),
    files: {
      bucket: `bucket-policy-${word}.json`,
      key: `key-policy-${word}.json`,
      collector: `trailkeep-policy-${word}.json`,
    },
  };
}

/** Stacks and aliases take no dots. With dashes in their place `a.b` would be called like `a-b`: its checksum tells them apart. */
function wordOf(bucket: string): string {
  return bucket.includes('.') ? `${bucket.replaceAll('.', '-')}-${checksum(bucket)}` : bucket;
}

/** FNV-1a over 32 bits, 8 hex digits. Bucket names are ASCII. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
