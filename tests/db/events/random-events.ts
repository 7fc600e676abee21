import type { Actor, Category, NormalisedEvent, Outcome } from '#lib/cloudtrail/event.ts';
import { plainEvent } from '#tests/setup/event-rows.ts';

/** Three in scope, one outside of it whose names are the same. */
export const IN_SCOPE = ['012345678901', '111111111111', '222222222222'];
export const OUTSIDE = '999999999999';
export const START = Date.parse('2026-11-14T21:00:00Z');
const SPAN_MS = 4 * 86_400_000;

export const WORDS = {
  user: ['alice', 'deploy', 'root', 'o%k_ay', "x'; drop table event; --"],
  ip: ['203.0.113.7', '2001:db8::1', 'ec2.amazonaws.com', ''],
  service: ['s3', 'ec2', 'iam'],
  event: ['ListBuckets', 'RunInstances', 'PutObject', 'DeleteUser'],
  region: ['eu-central-1', 'us-east-1'],
  resource: ['arn:aws:s3:::prod', 'arn:aws:s3:::prod-2', 'i-0abc', 'sg-1', 'key/50%_off'],
  errorCode: ['AccessDenied', 'Throttling', 'DryRunOperation', ''],
  accessKey: ['AKIAONE', 'ASIATWO', 'ASIATHREE', ''],
  session: ['', 'maria.keller', 'ci-17'],
} as const;

const OUTCOME_OF: Record<string, Outcome> = {
  AccessDenied: 'denied',
  Throttling: 'error',
  DryRunOperation: 'success',
  '': 'success',
};

/** Events with every field drawn from few values, many in the same second, from a seeded generator. */
export function randomEvents(count: number, seed: number): NormalisedEvent[] {
  const random = generator(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  return Array.from({ length: count }, (_, n) => {
    const accountId = pick([...IN_SCOPE, ...IN_SCOPE, OUTSIDE]);
    const failsToSignIn = random() < 0.02;
    const errorCode = failsToSignIn || random() < 0.7 ? '' : pick(WORDS.errorCode);
    // Half of them in bursts: several accounts in one second.
    const at = random() < 0.5 ? Math.floor(random() * 40) * 7_777_000 : Math.floor(random() * SPAN_MS);
    const eventName = pick(WORDS.event);
    return plainEvent(n, {
      accountId,
      eventTimeMs: START + Math.floor((at % SPAN_MS) / 1000) * 1000,
      category: random() < 0.8 ? 'management' : pick<Category>(['data', 'insight']),
      region: pick(WORDS.region),
      service: pick(WORDS.service),
      eventName,
      readOnly: eventName.startsWith('List'),
      actor: randomActor(pick, accountId),
      sourceIp: pick(WORDS.ip),
      errorCode,
      errorMessage: errorCode && 'it said no',
      outcome: failsToSignIn ? 'auth-failed' : (OUTCOME_OF[errorCode] ?? 'error'),
      resources: WORDS.resource.filter(() => random() < 0.2),
    });
  });
}

function randomActor(pick: <T>(values: readonly T[]) => T, accountId: string): Actor {
  const label = pick(WORDS.user);
  const sessionName = pick(WORDS.session);
  const principalArn = `arn:aws:iam::${accountId}:role/${label}`;
  return {
    identityType: sessionName ? 'AssumedRole' : pick(['IAMUser', 'Root'] as const),
    label,
    labelSource: 'user-name',
    arn: sessionName ? `arn:aws:sts::${accountId}:assumed-role/${label}/${sessionName}` : principalArn,
    principalArn,
    sessionName,
    accessKeyId: pick(WORDS.accessKey),
    mfa: pick([true, false, null]),
  };
}

/** A small linear congruential generator: the same events in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
