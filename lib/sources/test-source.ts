import { env } from '#lib/env.ts';
import { credentialsOf, openStore } from './open-store.ts';
import { CONTENT_STEPS } from './test-contents.ts';
import { type Probe, type TestSubject, tryStep } from './test-probe.ts';
import { QUEUE_STEP } from './test-queue.ts';
import { REACH_STEPS } from './test-reach.ts';
import { stepsOf, type TestStep } from './test-step.ts';

export type TestOptions = {
  now?: Date;
  /** How many of these accounts (12 digits) are registered in the portal. */
  countAdded?: (accountIds: readonly string[]) => Promise<number>;
};

/**
 * Tries what collecting needs, in order, and gives each step as it ends, in plain words. Never throws for a fault of the source.
 * `secret` is the secret access key, null where there is none.
 */
export async function* testSource(
  subject: TestSubject,
  secret: string | null,
  { now = new Date(), countAdded }: TestOptions = {},
): AsyncGenerator<TestStep> {
  const names = stepsOf(subject.kind, subject.queueUrl !== null);
  const steps = [...REACH_STEPS, ...CONTENT_STEPS, QUEUE_STEP].filter(({ name }) => names.includes(name));
  const probe = startProbe(subject, secret, now, countAdded ?? null);
  const done: TestStep[] = [];
  try {
    for (const step of steps) {
      const ended = await tryStep(step, probe, done);
      // The bucket's region is known from here on: nothing asks for it again.
      if (step.name === 'Bucket' && ended.state === 'ok')
        probe.store = openStore({ ...subject, region: probe.region }, secret);
      done.push(ended);
      yield ended;
    }
  } finally {
    probe.store?.close();
    probe.s3?.destroy();
  }
}

function startProbe(
  subject: TestSubject,
  secret: string | null,
  now: Date,
  countAdded: Probe['countAdded'],
): Probe {
  return {
    subject,
    secret,
    credentials: () => credentialsOf(subject, secret),
    now,
    lanes: env().TRAILKEEP_WORKERS,
    countAdded,
    region: subject.region,
    callerArn: '',
    s3: null,
    store: subject.kind === 'directory' ? openStore(subject, secret) : null,
    samples: [],
    folders: 0,
    newest: null,
    kmsFault: null,
    getMs: 0,
  };
}
