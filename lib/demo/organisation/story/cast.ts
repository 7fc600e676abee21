import { PRODUCTION } from '../accounts.ts';
import { iamUser, roleSession } from '../callers.ts';
import type { Estate } from '../estate.ts';
import { accessKeyId, ec2Id } from '../ids.ts';
import { Random } from '../random.ts';
import type { Caller } from '../record.ts';

/** Who and what the intrusion is about; fixed names, so that a guide and the tests can point at them. */
export const STORY = {
  accountId: PRODUCTION.id,
  /** The CI user whose key leaked, and where it works from on other days. */
  leakedUser: 'ci-artifacts',
  ciIp: '198.51.100.25',
  intruderIp: '192.0.2.66',
  intruderIpv6: '2001:db8:bad:66::1',
  newUser: 'support-sync',
  /** A region in which the account never did anything. */
  region: 'us-west-2',
  instanceType: 'p5.48xlarge',
  responder: 'lena.wirth',
} as const;

const CLI = 'aws-cli/1.22.34 Python/3.10.12 Linux/6.5.0-44-generic botocore/1.23.34';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

/** The ids of one seed's story. */
export type StoryIds = {
  leakedKey: string;
  newKey: string;
  consoleKey: string;
  responderKey: string;
  instances: string[];
};

export function storyIds(seed: number): StoryIds {
  const random = new Random(seed, 'story');
  return {
    leakedKey: accessKeyId(random, 'AKIA', STORY.accountId),
    newKey: accessKeyId(random, 'AKIA', STORY.accountId),
    consoleKey: accessKeyId(random, 'ASIA', STORY.accountId),
    responderKey: accessKeyId(random, 'ASIA', STORY.accountId),
    instances: [ec2Id(random, 'i'), ec2Id(random, 'i')],
  };
}

/** The leaked key in the hands of whoever found it. */
export function thief(estate: Estate, ids: StoryIds): Caller {
  return iamUser({
    estate,
    user: STORY.leakedUser,
    accessKeyId: ids.leakedKey,
    ip: STORY.intruderIp,
    agent: CLI,
  });
}

/** The new user with a key of its own. */
export function newUserByKey(estate: Estate, ids: StoryIds): Caller {
  return iamUser({ estate, user: STORY.newUser, accessKeyId: ids.newKey, ip: STORY.intruderIp, agent: CLI });
}

/** The new user at the console, without MFA; before the sign-in there is no key. */
export function newUserAtConsole(estate: Estate, ids: StoryIds, issuedMs: number | null): Caller {
  const from = { estate, user: STORY.newUser, ip: STORY.intruderIpv6, agent: BROWSER };
  if (issuedMs === null) return iamUser({ ...from, accessKeyId: '' });
  return iamUser({ ...from, accessKeyId: ids.consoleKey, console: { issuedMs, mfa: false } });
}

/** The security engineer who ends it. */
export function responder(estate: Estate, ids: StoryIds, issuedMs: number): Caller {
  return roleSession({
    estate,
    role: estate.ssoRole('SecurityResponse'),
    session: STORY.responder,
    accessKeyId: ids.responderKey,
    issuedMs,
    ip: '203.0.113.42',
    agent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    console: true,
  });
}
