import { PRODUCTION } from '../accounts.ts';
import { awsService, roleSession, serviceEvent } from '../callers.ts';
import { read, write } from '../calls/call.ts';
import { changeState, describeInstances, runInstances } from '../calls/ec2.ts';
import { readBucket } from '../calls/s3.ts';
import { generateDataKey } from '../calls/workloads.ts';
import type { Estate } from '../estate.ts';
import { accessKeyId, ec2Id } from '../ids.ts';
import type { Call, Caller } from '../record.ts';
import { steady } from '../rhythm.ts';
import type { Stage } from '../stage.ts';
import type { Actor } from './actor.ts';

/** One service-linked role acting for its service. */
function serviceRole(
  stage: Stage,
  estate: Estate,
  role: string,
  session: string,
  invokedBy: string,
  issuedMs: number,
): Caller {
  const key = accessKeyId(stage.random, 'ASIA', estate.account.id);
  const path = `aws-service-role/${invokedBy}/${role}`;
  return roleSession({
    estate,
    role: path,
    session,
    accessKeyId: key,
    issuedMs,
    invokedBy,
    ip: '',
    agent: '',
  });
}

/** Autoscaling replaces one machine of the fleet: the new id is in RunInstances' response, the old one goes. */
function replaceInstance(stage: Stage, startMs: number): void {
  const { random } = stage;
  const estate = stage.estate(PRODUCTION.id);
  const caller = serviceRole(
    stage,
    estate,
    'AWSServiceRoleForAutoScaling',
    'AutoScaling',
    'autoscaling.amazonaws.com',
    startMs,
  );
  const fresh = ec2Id(random, 'i');
  const launch = { type: 'm7i.xlarge', count: 1, role: 'eks-prod-node', instances: [fresh] };
  stage.event(estate, estate.home, startMs, caller, runInstances(estate, random, startMs, launch));
  for (let i = 1; i <= 3; i += 1)
    stage.event(estate, estate.home, startMs + i * 15_000, caller, describeInstances([fresh]));
  const at = random.int(0, estate.instances.length - 1);
  const old = estate.instances[at] ?? fresh;
  estate.instances[at] = fresh;
  stage.event(
    estate,
    estate.home,
    startMs + 70_000,
    caller,
    changeState('TerminateInstances', 'running', 'shutting-down', old),
  );
}

/** CloudTrail looks at its bucket and takes a key before it delivers. */
function deliverTrail(stage: Stage, startMs: number): void {
  const { random } = stage;
  const estate = random.pick(stage.estates);
  const caller = awsService('cloudtrail.amazonaws.com');
  stage.event(estate, estate.home, startMs, caller, readBucket(estate, random, 'acme-organisation-trail', 0));
  stage.event(
    estate,
    estate.home,
    startMs + 1000,
    caller,
    generateDataKey(estate, random, 'acme-organisation-trail'),
  );
}

/** Load balancers and containers register what autoscaling started. */
function registerTargets(stage: Stage, startMs: number): void {
  const { random } = stage;
  const estate = stage.estate(PRODUCTION.id);
  const caller = serviceRole(
    stage,
    estate,
    'AWSServiceRoleForECS',
    'ecs-service-scheduler',
    'ecs.amazonaws.com',
    startMs,
  );
  const group = `arn:aws:elasticloadbalancing:${estate.home}:${estate.account.id}:targetgroup/${random.pick(estate.queues)}/6d0ecf831eec9f09`;
  const target = `{"targetGroupArn":"${group}","targets":[{"id":"${random.pick(estate.instances)}"}]}`;
  stage.event(estate, estate.home, startMs, caller, write('elasticloadbalancing', 'RegisterTargets', target));
  const health = read('elasticloadbalancing', 'DescribeTargetHealth', target);
  for (let i = 1; i <= 3; i += 1) stage.event(estate, estate.home, startMs + i * 5000, caller, health);
}

/** Security services look around on their own. */
function inspect(stage: Stage, startMs: number): void {
  const { random } = stage;
  const estate = random.pick(stage.estates);
  const region = random.pick(estate.regions);
  const calls: [service: string, role: string, call: Call][] = [
    ['guardduty.amazonaws.com', 'AWSServiceRoleForAmazonGuardDuty', describeInstances([])],
    [
      'securityhub.amazonaws.com',
      'AWSServiceRoleForSecurityHub',
      read('config', 'DescribeConfigurationRecorders'),
    ],
    [
      'access-analyzer.amazonaws.com',
      'AWSServiceRoleForAccessAnalyzer',
      readBucket(estate, random, random.pick(estate.buckets), 1),
    ],
    [
      'trustedadvisor.amazonaws.com',
      'AWSServiceRoleForTrustedAdvisor',
      read('ec2', 'DescribeReservedInstances', '{"filterSet":{}}'),
    ],
  ];
  const [service, role, call] = random.pick(calls);
  const caller = serviceRole(stage, estate, role, service.replace('.amazonaws.com', ''), service, startMs);
  for (let i = 0; i < 4; i += 1) stage.event(estate, region, startMs + i * 700, caller, call);
}

/** What no one called: AWS rotates a key. The identity has no type. */
function rotateKey(stage: Stage, startMs: number): void {
  const { random } = stage;
  const estate = random.pick(stage.estates);
  const key = random.pick(estate.keys);
  const { id } = estate.account;
  stage.event(estate, estate.home, startMs, serviceEvent(id, 'AWS Internal'), {
    ...write('kms', 'RotateKey', 'null'),
    eventType: 'AwsServiceEvent',
    serviceEventDetails: `{"rotationType":"AUTOMATIC","keyId":"${key}"}`,
    resources: `[{"ARN":"arn:aws:kms:${estate.home}:${id}:key/${key}","accountId":"${id}","type":"AWS::KMS::Key"}]`,
  });
}

const HAPPENINGS = [replaceInstance, deliverTrail, registerTargets, inspect, rotateKey];
/** Growing sums: key rotation is rare. */
const WEIGHTS = [12, 52, 76, 99, 100];

/** AWS's own services at work in the accounts. */
export const services: Actor = {
  name: 'AWS services',
  share: 5,
  episodeEvents: 3.3,
  rhythm: steady,
  play(stage, startMs) {
    HAPPENINGS[stage.random.weighted(WEIGHTS)]?.(stage, startMs);
  },
};
