import { awsService } from '../callers.ts';
import { read } from '../calls/call.ts';
import { describeById } from '../calls/ec2.ts';
import { iamRead, readRole } from '../calls/iam.ts';
import { listBuckets, readBucket } from '../calls/s3.ts';
import type { Estate } from '../estate.ts';
import type { Random } from '../random.ts';
import type { Call } from '../record.ts';
import { steady } from '../rhythm.ts';
import type { Stage } from '../stage.ts';
import type { Actor } from './actor.ts';

const CALLER = awsService('config.amazonaws.com');

/** What AWS Config records of an account, in every region. */
const CRAWL: ((estate: Estate, random: Random) => Call)[] = [
  (estate, random) => readBucket(estate, random, random.pick(estate.buckets)),
  (estate, random) => describeById('DescribeVolumes', 'volumeSet', 'volumeId', [random.pick(estate.volumes)]),
  (estate, random) =>
    describeById('DescribeSecurityGroups', 'securityGroupIdSet', 'groupId', [
      random.pick(estate.securityGroups),
    ]),
  (estate, random) =>
    describeById('DescribeInstances', 'instancesSet', 'instanceId', [random.pick(estate.instances)]),
  (estate, random) =>
    describeById('DescribeNetworkAcls', 'networkAclIdSet', 'vpcId', [random.pick(estate.vpcs)]),
  (estate, random) =>
    read('lambda', 'GetPolicy20150331v2', `{"functionName":"${random.pick(estate.functions)}"}`),
  (estate, random) =>
    read('dynamodb', 'DescribeContinuousBackups', `{"tableName":"${random.pick(estate.tables)}"}`),
  (estate, random) => read('kms', 'GetKeyRotationStatus', `{"keyId":"${random.pick(estate.keys)}"}`),
  (estate, random) => read('kms', 'ListResourceTags', `{"keyId":"${random.pick(estate.keys)}"}`),
  (estate, random) =>
    read(
      'sns',
      'GetTopicAttributes',
      `{"topicArn":"arn:aws:sns:${estate.home}:${estate.account.id}:${random.pick(estate.queues)}"}`,
    ),
  () => read('rds', 'DescribeDBInstances', '{"maxRecords":100}'),
  (_estate) => read('cloudtrail', 'GetTrailStatus', '{"name":"acme-organisation"}'),
];

/** What is the same from every region, so asked once a crawl. */
const GLOBAL_CRAWL: ((estate: Estate, random: Random) => Call)[] = [
  (estate, random) => readRole('GetRole', `lambda-${random.pick(estate.functions)}`),
  () => iamRead('ListPolicies', '{"onlyAttached":true,"maxItems":1000}'),
  () => iamRead('GetAccountPasswordPolicy'),
];

function play(stage: Stage, startMs: number): void {
  const { random } = stage;
  const estate = random.pick(stage.estates);
  const region = random.pick(estate.regions);
  let timeMs = startMs;
  const emit = (call: Call) => {
    timeMs += random.int(100, 4000);
    stage.event(estate, region, timeMs, CALLER, call);
  };
  if (random.chance(0.1)) emit(listBuckets(estate, random));
  const calls = random.int(10, 46);
  for (let i = 0; i < calls; i += 1) emit(random.pick(CRAWL)(estate, random));
  if (random.chance(0.4)) for (const call of GLOBAL_CRAWL) emit(call(estate, random));
}

export const recorder: Actor = {
  name: 'config.amazonaws.com',
  share: 16,
  episodeEvents: 29.3,
  rhythm: steady,
  play,
};
