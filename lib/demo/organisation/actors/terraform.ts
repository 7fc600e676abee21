import { SHARED_SERVICES } from '../accounts.ts';
import { otherAccount, roleSession } from '../callers.ts';
import { failed, read, throttled } from '../calls/call.ts';
import { createTags, describeById, describeInstances } from '../calls/ec2.ts';
import { attachPolicy, iamRead, putRolePolicy, readRole } from '../calls/iam.ts';
import { objectCall, putBucketPolicy, readBucket } from '../calls/s3.ts';
import { assumeRole, getCallerIdentity } from '../calls/sts.ts';
import { getParameter, updateFunctionCode } from '../calls/workloads.ts';
import type { Estate } from '../estate.ts';
import { accessKeyId } from '../ids.ts';
import type { Random } from '../random.ts';
import type { Call, Caller } from '../record.ts';
import { pipelines } from '../rhythm.ts';
import type { Stage } from '../stage.ts';
import type { Actor } from './actor.ts';

const AGENT =
  'APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.84.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.36.1 os/linux lang/go#1.23.5 md/GOARCH#amd64';
const RUNNER_IPS = ['198.51.100.21', '198.51.100.22', '198.51.100.23', '198.51.100.24'];

/** Which accounts the pipelines work on, as growing sums: mostly production and staging. */
const ACCOUNT_WEIGHTS = [36, 64, 80, 88, 93, 100];

/** What a plan reads, one kind of thing after the other. */
const PLAN: ((estate: Estate, random: Random) => Call)[] = [
  (estate, random) => describeById('DescribeVpcs', 'vpcSet', 'vpcId', [random.pick(estate.vpcs)]),
  (estate, random) => describeById('DescribeSubnets', 'subnetSet', 'subnetId', [random.pick(estate.subnets)]),
  (estate, random) =>
    describeById('DescribeSecurityGroups', 'securityGroupIdSet', 'groupId', [
      random.pick(estate.securityGroups),
    ]),
  (estate, random) =>
    describeById('DescribeSecurityGroupRules', 'securityGroupRuleIdSet', 'groupId', [
      random.pick(estate.securityGroups),
    ]),
  (estate, random) =>
    describeById('DescribeRouteTables', 'routeTableIdSet', 'vpcId', [random.pick(estate.vpcs)]),
  (estate, random) => describeById('DescribeVolumes', 'volumeSet', 'volumeId', [random.pick(estate.volumes)]),
  (estate, random) => describeInstances([random.pick(estate.instances)]),
  (estate, random) => readBucket(estate, random, random.pick(estate.buckets)),
  (estate, random) => readBucket(estate, random, random.pick(estate.buckets)),
  (estate, random) => readRole('GetRole', `lambda-${random.pick(estate.functions)}`),
  (estate, random) => readRole('ListAttachedRolePolicies', `lambda-${random.pick(estate.functions)}`),
  (estate, random) => readRole('ListRolePolicies', `lambda-${random.pick(estate.functions)}`),
  (estate) =>
    iamRead('GetPolicy', `{"policyArn":"arn:aws:iam::${estate.account.id}:policy/deploy-boundary"}`),
  (estate, random) =>
    read('lambda', 'GetFunction20150331v2', `{"functionName":"${random.pick(estate.functions)}"}`),
  (estate, random) =>
    read('lambda', 'ListVersionsByFunction20150331', `{"functionName":"${random.pick(estate.functions)}"}`),
  (estate, random) => read('dynamodb', 'DescribeTable', `{"tableName":"${random.pick(estate.tables)}"}`),
  (estate, random) => read('kms', 'DescribeKey', `{"keyId":"${random.pick(estate.keys)}"}`),
  (estate, random) =>
    read('kms', 'GetKeyPolicy', `{"keyId":"${random.pick(estate.keys)}","policyName":"default"}`),
  (estate, random) =>
    read('logs', 'DescribeLogGroups', `{"logGroupNamePrefix":"${random.pick(estate.logGroups)}"}`),
  (estate, random) =>
    read(
      'sqs',
      'GetQueueAttributes',
      `{"queueUrl":"https://sqs.${estate.home}.amazonaws.com/${estate.account.id}/${random.pick(estate.queues)}","attributeNames":["All"]}`,
    ),
  (estate, random) => getParameter(`/acme/${random.pick(estate.functions)}/version`),
  () => read('elasticloadbalancing', 'DescribeLoadBalancers', '{"pageSize":400}'),
  (estate) => read('eks', 'DescribeCluster', `{"name":"${estate.cluster}"}`),
];

/** What an apply changes. */
const APPLY: ((estate: Estate, random: Random) => Call)[] = [
  (estate, random) => createTags(random.pick(estate.volumes), 'managed-by', 'terraform'),
  (estate, random) => putRolePolicy(`lambda-${random.pick(estate.functions)}`, 'queues'),
  (estate, random) => putBucketPolicy(estate, random, random.pick(estate.buckets)),
  (estate, random) => updateFunctionCode(estate, random, random.pick(estate.functions)),
  (estate, random) =>
    attachPolicy(
      'Role',
      `lambda-${random.pick(estate.functions)}`,
      'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
    ),
];

function openSession(stage: Stage, estate: Estate, run: number, ip: string, timeMs: number): Caller {
  const { random } = stage;
  const shared = stage.estate(SHARED_SERVICES.id);
  const session = `run-${run}`;
  const key = accessKeyId(random, 'ASIA', estate.account.id);
  const runner = roleSession({
    estate: shared,
    role: 'ci-runner',
    session: stage.random.pick(shared.instances),
    accessKeyId: accessKeyId(random, 'ASIA', shared.account.id),
    issuedMs: timeMs - 1_200_000,
    ec2: true,
    ip,
    agent: AGENT,
  });
  const call = assumeRole({
    estate,
    role: 'terraform-ci',
    session,
    accessKeyId: key,
    timeMs,
    externalId: 'acme-ci',
  });
  const { home } = shared;
  if (estate === shared) stage.event(shared, home, timeMs, runner, call);
  else
    stage.twins(
      timeMs,
      call,
      { estate: shared, region: home, caller: runner },
      {
        estate,
        region: home,
        caller: otherAccount(shared.account.id, shared.principal('AROA', 'ci-runner'), { ip, agent: AGENT }),
      },
    );
  return roleSession({
    estate,
    role: 'terraform-ci',
    session,
    accessKeyId: key,
    issuedMs: timeMs,
    ip,
    agent: AGENT,
  });
}

function mishap(call: Call, random: Random): Call {
  if (random.chance(0.006)) return throttled(call);
  if (call.name === 'GetRole' && random.chance(0.02))
    return failed(call, { code: 'NoSuchEntityException', message: 'The role cannot be found.' });
  return call;
}

function play(stage: Stage, startMs: number): void {
  const { random } = stage;
  const estate = stage.estates[random.weighted(ACCOUNT_WEIGHTS)] ?? stage.estates[0];
  if (!estate) return;
  const ip = random.pick(RUNNER_IPS);
  let timeMs = startMs;
  const caller = openSession(stage, estate, random.int(100_000, 999_999), ip, timeMs);
  const emit = (call: Call) => {
    timeMs += random.int(150, 2200);
    stage.event(estate, estate.home, timeMs, caller, call);
  };
  emit(getCallerIdentity);
  emit(objectCall(estate, random, 'GetObject', estate.buckets[6] ?? '', 'network/terraform.tfstate'));
  const reads = random.int(30, 110);
  for (let i = 0; i < reads; i += 1) emit(mishap(random.pick(PLAN)(estate, random), random));
  if (!random.chance(0.3)) return;
  const writes = random.int(2, 9);
  for (let i = 0; i < writes; i += 1) emit(random.pick(APPLY)(estate, random));
  emit(objectCall(estate, random, 'PutObject', estate.buckets[6] ?? '', 'network/terraform.tfstate'));
}

export const terraform: Actor = {
  name: 'terraform-ci',
  share: 27,
  episodeEvents: 76,
  rhythm: pipelines,
  play,
};
