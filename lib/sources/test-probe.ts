import type { S3Client } from '@aws-sdk/client-s3';
import type { AwsCredentials } from '#lib/aws/credentials.ts';
import { toAwsFault } from '#lib/aws/fault.ts';
import { TrailkeepError, toTrailkeepError } from '#lib/errors.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import type { SourceRow } from './queries/get-source.ts';
import type { FolderSample } from './sample-folders.ts';
import type { Mend, TestStep, TestStepName } from './test-step.ts';

/** What a test needs of a source: its settings, saved or not. */
export type TestSubject = Pick<
  SourceRow,
  | 'kind'
  | 'accountId'
  | 'bucket'
  | 'prefix'
  | 'region'
  | 'endpoint'
  | 'directory'
  | 'credentialKind'
  | 'accessKeyId'
  | 'roleArn'
  | 'externalId'
  | 'collectDays'
  | 'regions'
  | 'accountIds'
  | 'queueUrl'
>;

/** What the steps of one test learn for those after them. */
export type Probe = {
  readonly subject: TestSubject;
  /** The secret access key; null where there is none. */
  readonly secret: string | null;
  /** Throws `source-credentials` where a secret is missing. */
  readonly credentials: () => AwsCredentials;
  readonly now: Date;
  /** Batches that a worker has under way at once. */
  readonly lanes: number;
  /** How many of these accounts are registered in the portal. */
  readonly countAdded: ((accountIds: readonly string[]) => Promise<number>) | null;
  /** The bucket's own, once known. */
  region: string | null;
  /** Whom AWS takes the credentials for; '' where the store does not say. */
  callerArn: string;
  s3: S3Client | null;
  /** From the moment when the bucket was found. */
  store: ObjectStore | null;
  samples: FolderSample[];
  folders: number;
  newest: StoredObject | null;
  /** The key's refusal, where that is why the newest object could not be read. */
  kmsFault: TrailkeepError | null;
  getMs: number;
};

/** What a step found when it did not fail. */
export type Finding = { message: string; state?: 'ok' | 'warning' | undefined; hint?: string | undefined };

export type ProbeStep = {
  name: TestStepName;
  needs: readonly TestStepName[];
  run: (probe: Probe) => Promise<Finding>;
  /** The statement that mends a failure, where one does. */
  mend?: (probe: Probe, error: TrailkeepError) => Mend | null;
};

export function storeOf({ store }: Probe): ObjectStore {
  if (store) return store;
  throw new TrailkeepError('internal', 'The bucket was not found, and is read all the same.');
}

/** Runs a step, or says that what it needs was not there. A fault of the source becomes the step's outcome, never an exception. */
export async function tryStep(step: ProbeStep, probe: Probe, before: readonly TestStep[]): Promise<TestStep> {
  const { name } = step;
  const missing = step.needs.find((need) =>
    before.some(
      (earlier) => earlier.name === need && (earlier.state === 'failed' || earlier.state === 'skipped'),
    ),
  );
  const nothing = { hint: null, code: null, mend: null, tookMs: 0 };
  if (missing) return { ...nothing, name, state: 'skipped', message: `Not tried: it needs ${missing}.` };
  const startedAt = performance.now();
  const took = () => Math.round(performance.now() - startedAt);
  try {
    const { message, state = 'ok', hint = null } = await step.run(probe);
    return { ...nothing, name, state, message, hint, tookMs: took() };
  } catch (thrown) {
    const error = toTrailkeepError(thrown);
    const code = toAwsFault(error.cause).name || null;
    return {
      name,
      state: 'failed',
      message: withoutCode(error.message, code),
      hint: error.hint ?? null,
      code,
      mend: step.mend?.(probe, error) ?? null,
      tookMs: took(),
    };
  }
}

/** `AccessDenied: s3:ListBucket is …` as a sentence: the code stands beside it. */
function withoutCode(message: string, code: string | null): string {
  if (!code || !message.startsWith(`${code}: `)) return message;
  const text = message.slice(code.length + 2);
  return text.startsWith('s3:') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
