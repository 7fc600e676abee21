import { DATA_PLATFORM, PRODUCTION } from '../accounts.ts';
import { iamUser, rootUser } from '../callers.ts';
import { denied, read } from '../calls/call.ts';
import { consoleLogin } from '../calls/console.ts';
import { iamRead } from '../calls/iam.ts';
import { listBuckets, objectCall } from '../calls/s3.ts';
import { accessKeyId } from '../ids.ts';
import { Random } from '../random.ts';
import { officeHours, steady } from '../rhythm.ts';
import type { Stage } from '../stage.ts';
import type { Actor } from './actor.ts';

/** An old file transfer job whose permissions were taken away, and which keeps trying. */
export function makeLegacyUser(seed: number): Actor {
  const key = accessKeyId(new Random(seed, 'legacy key'), 'AKIA', PRODUCTION.id);
  return {
    name: 'svc-legacy-ftp',
    share: 0.3,
    episodeEvents: 5,
    rhythm: steady,
    play(stage: Stage, startMs: number) {
      const { random } = stage;
      const estate = stage.estate(PRODUCTION.id);
      const caller = iamUser({
        estate,
        user: 'svc-legacy-ftp',
        accessKeyId: key,
        ip: '198.51.100.77',
        agent: 'Boto/2.49.0 Python/2.7.18 Linux/4.15.0',
      });
      for (let i = 0; i < 5; i += 1) {
        const put = objectCall(
          estate,
          random,
          'PutObject',
          'acme-production-media',
          `incoming/${random.int(1000, 9999)}.csv`,
        );
        const refused = random.chance(0.87);
        const call = refused
          ? denied(put, caller.arn, 'arn:aws:s3:::acme-production-media/incoming', '')
          : listBuckets(estate, random);
        stage.event(estate, estate.home, startMs + i * 3000, caller, call);
      }
    },
  };
}

/** An analyst who still has an IAM user and signs in to the console with MFA; the password is mistyped at times. */
export const analyst: Actor = {
  name: 'reporting-analyst',
  share: 0.4,
  episodeEvents: 8,
  rhythm: officeHours,
  play(stage, startMs) {
    const { random } = stage;
    const estate = stage.estate(DATA_PLATFORM.id);
    const from = {
      estate,
      user: 'reporting-analyst',
      ip: '203.0.113.118',
      agent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    };
    const door = iamUser({ ...from, accessKeyId: '' });
    if (random.chance(0.15)) stage.event(estate, 'us-east-1', startMs, door, consoleLogin(false, false));
    stage.event(estate, 'us-east-1', startMs + 15_000, door, consoleLogin(true, true));
    const session = { issuedMs: startMs + 15_000, mfa: true };
    const caller = iamUser({
      ...from,
      accessKeyId: accessKeyId(random, 'ASIA', estate.account.id),
      console: session,
    });
    for (let i = 1; i <= 6; i += 1) {
      const query = `{"queryExecutionId":"${random.uuid()}"}`;
      stage.event(
        estate,
        estate.home,
        startMs + 15_000 + i * 9000,
        caller,
        read('athena', 'GetQueryExecution', query),
      );
    }
  },
};

/** The root user, a few times a month, with MFA. */
export const root: Actor = {
  name: 'root',
  share: 0.01,
  episodeEvents: 4,
  rhythm: officeHours,
  play(stage, startMs) {
    const { random } = stage;
    const estate = random.pick(stage.estates);
    const from = {
      estate,
      ip: '203.0.113.47',
      agent:
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
      issuedMs: startMs,
    };
    stage.event(
      estate,
      'us-east-1',
      startMs,
      rootUser({ ...from, accessKeyId: '' }),
      consoleLogin(true, true),
    );
    const caller = rootUser({ ...from, accessKeyId: accessKeyId(random, 'ASIA', estate.account.id) });
    stage.event(estate, 'us-east-1', startMs + 9000, caller, iamRead('GetAccountSummary'));
    stage.event(estate, 'us-east-1', startMs + 31_000, caller, iamRead('ListMFADevices'));
    stage.event(
      estate,
      'us-east-1',
      startMs + 52_000,
      caller,
      read('billingconsole', 'GetBillingPreferences'),
    );
  },
};
