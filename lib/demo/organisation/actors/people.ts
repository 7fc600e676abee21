import { SECURITY_AUDIT } from '../accounts.ts';
import { identityCenterUser, roleSession, samlUser } from '../callers.ts';
import { denied, read, write } from '../calls/call.ts';
import { consoleLogin } from '../calls/console.ts';
import { authorizeIngress, changeState, createTags, describeById, describeInstances } from '../calls/ec2.ts';
import { iamRead } from '../calls/iam.ts';
import { listBuckets, putBucketPolicy, readBucket } from '../calls/s3.ts';
import { assumeRoleWithSaml, SAML_NAME_QUALIFIER, samlProviderArn } from '../calls/sts.ts';
import type { Estate } from '../estate.ts';
import { accessKeyId } from '../ids.ts';
import type { Random } from '../random.ts';
import type { Call, Caller } from '../record.ts';
import { officeHours } from '../rhythm.ts';
import { Sessions } from '../sessions.ts';
import type { Stage } from '../stage.ts';
import { HOUR_MS } from '../times.ts';
import type { Actor } from './actor.ts';
import { PEOPLE, type Person } from './staff.ts';

const BROWSERS = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
];

const BROWSE: ((estate: Estate, random: Random) => Call)[] = [
  () => describeInstances([]),
  (estate, random) =>
    describeById('DescribeSecurityGroups', 'securityGroupIdSet', 'groupId', [
      random.pick(estate.securityGroups),
    ]),
  () =>
    read('ec2', 'DescribeInstanceStatus', '{"instancesSet":{},"filterSet":{},"includeAllInstances":true}'),
  () => read('ec2', 'DescribeRegions', '{"regionSet":{},"allRegions":true}'),
  () => read('monitoring', 'DescribeAlarms', '{"maxRecords":100}'),
  (estate, random) => listBuckets(estate, random),
  (estate, random) => readBucket(estate, random, random.pick(estate.buckets)),
  () => read('lambda', 'ListFunctions20150331', '{"maxItems":50}'),
  (estate, random) =>
    read('lambda', 'GetFunction20150331v2', `{"functionName":"${random.pick(estate.functions)}"}`),
  (estate, random) =>
    read('logs', 'FilterLogEvents', `{"logGroupName":"${random.pick(estate.logGroups)}","limit":100}`),
  () => read('logs', 'DescribeLogGroups', '{"limit":50}'),
  () => iamRead('ListRoles', '{"maxItems":1000}'),
  () => read('cloudformation', 'ListStacks', '{"stackStatusFilter":["CREATE_COMPLETE","UPDATE_COMPLETE"]}'),
  () => read('securityhub', 'GetFindings', '{"MaxResults":50}'),
  () => read('ce', 'GetCostAndUsage', '{"Granularity":"DAILY","Metrics":["UnblendedCost"]}'),
];

const CHANGE: ((estate: Estate, random: Random) => Call)[] = [
  (estate, random) => createTags(random.pick(estate.instances), 'owner', 'team-web'),
  (estate, random) =>
    authorizeIngress(random.pick(estate.securityGroups), 443, '203.0.113.0/24', `sgr-${random.hex17()}`),
  (estate, random) => changeState('StopInstances', 'running', 'stopping', random.pick(estate.instances)),
  (estate, random) => changeState('StartInstances', 'stopped', 'pending', random.pick(estate.instances)),
  (estate, random) => putBucketPolicy(estate, random, random.pick(estate.buckets)),
];

type Visit = { person: Person; estate: Estate; ip: string; agent: string };

/** A person signs in at the identity centre, takes a permission set of the account and lands on the console. */
function signIn(stage: Stage, visit: Visit, startMs: number): Caller {
  const { random } = stage;
  const { person, estate, ip, agent } = visit;
  const audit = stage.estate(SECURITY_AUDIT.id);
  const portal = identityCenterUser(audit.account.id, person.userId, { ip, agent });
  stage.event(audit, 'eu-central-1', startMs, portal, {
    ...write('sso', 'Authenticate', 'null'),
    serviceEventDetails: '{"CredentialType":"PASSWORD"}',
    eventType: 'AwsServiceEvent',
  });
  const role = estate.ssoRole(person.permissionSet);
  const made = {
    estate,
    role,
    session: person.session,
    accessKeyId: accessKeyId(random, 'ASIA', estate.account.id),
  };
  const issuedMs = startMs + 4000;
  const saml = samlUser(SAML_NAME_QUALIFIER, person.session, { ip, agent });
  stage.event(estate, 'eu-central-1', issuedMs, saml, assumeRoleWithSaml({ ...made, timeMs: issuedMs }));
  const caller = roleSession({ ...made, issuedMs, ip, agent, console: true });
  stage.event(
    estate,
    'us-east-1',
    issuedMs + 2000,
    { ...caller, console: false },
    consoleLogin(false, true, samlProviderArn(estate.account.id)),
  );
  return caller;
}

/** People over the identity centre, from the office or from home. */
export function makePeople(): Actor {
  const sessions = new Sessions();
  return {
    name: 'people',
    share: 5,
    episodeEvents: 10,
    rhythm: officeHours,
    play(stage: Stage, startMs: number) {
      const { random } = stage;
      const person = PEOPLE[Math.floor(random.next() * random.next() * PEOPLE.length)] ?? random.pick(PEOPLE);
      const estate = stage.estate(random.pick(person.accounts));
      const index = PEOPLE.indexOf(person);
      const home = random.chance(0.3);
      const ip = home ? `2001:db8:${(0x40 + index).toString(16)}::1f` : `203.0.113.${40 + (index % 60)}`;
      const agent = BROWSERS[index % BROWSERS.length] ?? '';
      const open = () => signIn(stage, { person, estate, ip, agent }, startMs - 10_000);
      const caller = sessions.get(`${person.session}/${estate.account.id}`, startMs, open, 8 * HOUR_MS);
      const region = random.chance(0.85) ? estate.home : random.pick(estate.regions);
      let timeMs = startMs;
      const clicks = random.int(3, 13);
      for (let i = 0; i < clicks; i += 1) {
        timeMs += random.int(400, 25_000);
        const changes = person.permissionSet !== 'ReadOnly' && random.chance(0.08);
        const call = random.pick(changes ? CHANGE : BROWSE)(estate, random);
        const refused = random.chance(person.permissionSet === 'ReadOnly' ? 0.03 : 0.01);
        stage.event(
          estate,
          region,
          timeMs,
          caller,
          refused ? denied(call, caller.arn, '*', random.alphanumeric(120)) : call,
        );
      }
    },
  };
}
