/** What a test of a source tries, in this order. A folder on the server has no endpoint, credentials, bucket, key and queue. */
export const TEST_STEPS = [
  'Endpoint',
  'Credentials',
  'Bucket',
  'List',
  'Layout',
  'Get',
  'Decrypt',
  'Digest files',
  'Estimate',
  'Queue',
] as const;
export type TestStepName = (typeof TEST_STEPS)[number];

/** `warning`: collecting works, and something is still worth knowing. `skipped`: what it needs failed before. */
export const TEST_STATES = ['ok', 'warning', 'failed', 'skipped'] as const;
export type TestState = (typeof TEST_STATES)[number];

/** The policy statement that mends a step, as what it is made of. */
export type Mend =
  | { kind: 'list' | 'get' }
  /** Both null where the answer did not name them. */
  | { kind: 'decrypt'; keyArn: string | null; principal: string | null }
  | { kind: 'trust'; roleArn: string; externalId: string; principal: string | null };

export type TestStep = {
  name: TestStepName;
  state: TestState;
  /** What was found, in words. */
  message: string;
  /** What to do about it. */
  hint: string | null;
  /** AWS's or the system's own name of the failure: `AccessDenied`, `ECONNREFUSED`. */
  code: string | null;
  mend: Mend | null;
  tookMs: number;
};

/** A test as the portal shows it. Times are ISO, UTC. */
export type SourceTest = {
  id: string;
  /** The steps that it will make, in order. */
  names: TestStepName[];
  /** Those that have ended. */
  steps: TestStep[];
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

/** The steps of a test, in their order. `hasQueue`: the source names a queue. */
export function stepsOf(kind: 's3' | 'directory', hasQueue: boolean): TestStepName[] {
  const onlyS3: readonly TestStepName[] = ['Endpoint', 'Credentials', 'Bucket', 'Decrypt'];
  return TEST_STEPS.filter((name) => (name === 'Queue' ? hasQueue : kind === 's3' || !onlyS3.includes(name)));
}
