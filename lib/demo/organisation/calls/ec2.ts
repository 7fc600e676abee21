import type { Estate } from '../estate.ts';
import { ec2Id } from '../ids.ts';
import type { Random } from '../random.ts';
import type { Call } from '../record.ts';
import { read, write } from './call.ts';

function items(key: string, ids: string[]): string {
  return `{"items":[${ids.map((id) => `{"${key}":"${id}"}`).join(',')}]}`;
}

export function describeInstances(ids: string[]): Call {
  const set = ids.length > 0 ? items('instanceId', ids) : '{}';
  return read('ec2', 'DescribeInstances', `{"instancesSet":${set},"filterSet":{}}`);
}

/** A describe call with the set of ids that it asks for, e.g. `volumeSet` of `volumeId`. */
export function describeById(name: string, set: string, key: string, ids: string[]): Call {
  return read('ec2', name, `{"${set}":${items(key, ids)},"filterSet":{}}`);
}

export type Launch = {
  type: string;
  count: number;
  image?: string;
  keyName?: string;
  role?: string;
  instances: string[];
};

/** RunInstances, whose new instance ids are in the response only. */
export function runInstances(estate: Estate, random: Random, timeMs: number, launch: Launch): Call {
  const { id } = estate.account;
  const image = launch.image ?? random.pick(estate.images);
  const group = random.pick(estate.securityGroups);
  const subnet = random.pick(estate.subnets);
  const vpc = random.pick(estate.vpcs);
  const keyName = launch.keyName ? `"keyName":"${launch.keyName}",` : '';
  const profile = launch.role
    ? `"iamInstanceProfile":{"arn":"arn:aws:iam::${id}:instance-profile/${launch.role}"},`
    : '';
  const instances = launch.instances.map(
    (instance, index) =>
      `{"instanceId":"${instance}","imageId":"${image}","instanceState":{"code":0,"name":"pending"},"privateDnsName":"ip-10-20-${index}-${random.int(5, 250)}.${estate.home}.compute.internal",${keyName}"amiLaunchIndex":${index},"productCodes":{},"instanceType":"${launch.type}","launchTime":${timeMs},"placement":{"availabilityZone":"${estate.home}a","tenancy":"default"},"monitoring":{"state":"disabled"},"subnetId":"${subnet}","vpcId":"${vpc}","groupSet":{"items":[{"groupId":"${group}","groupName":"nodes"}]},"architecture":"x86_64","rootDeviceType":"ebs","virtualizationType":"hvm","ebsOptimized":true}`,
  );
  return write(
    'ec2',
    'RunInstances',
    `{"instancesSet":{"items":[{"imageId":"${image}","minCount":${launch.count},"maxCount":${launch.count}${launch.keyName ? `,"keyName":"${launch.keyName}"` : ''}}]},"groupSet":{"items":[{"groupId":"${group}"}]},"instanceType":"${launch.type}","blockDeviceMapping":{},"monitoring":{"enabled":false},"subnetId":"${subnet}",${profile}"disableApiTermination":false,"disableApiStop":false,"ebsOptimized":true,"clientToken":"${random.uuid()}"}`,
    `{"requestId":"${random.uuid()}","reservationId":"${ec2Id(random, 'r')}","ownerId":"${id}","groupSet":{},"instancesSet":{"items":[${instances.join(',')}]}}`,
  );
}

/** StartInstances, StopInstances or TerminateInstances. */
export function changeState(name: string, from: string, to: string, instance: string): Call {
  const codes: Record<string, number> = {
    pending: 0,
    running: 16,
    'shutting-down': 32,
    stopping: 64,
    stopped: 80,
  };
  return write(
    'ec2',
    name,
    `{"instancesSet":${items('instanceId', [instance])}}`,
    `{"instancesSet":{"items":[{"instanceId":"${instance}","currentState":{"code":${codes[to]},"name":"${to}"},"previousState":{"code":${codes[from]},"name":"${from}"}}]}}`,
  );
}

export function createTags(resourceId: string, key: string, value: string): Call {
  return write(
    'ec2',
    'CreateTags',
    `{"resourcesSet":{"items":[{"resourceId":"${resourceId}"}]},"tagSet":{"items":[{"key":"${key}","value":"${value}"}]}}`,
    '{"_return":true}',
  );
}

export function authorizeIngress(group: string, port: number, cidr: string, rule: string): Call {
  return write(
    'ec2',
    'AuthorizeSecurityGroupIngress',
    `{"groupId":"${group}","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":${port},"toPort":${port},"groups":{},"ipRanges":{"items":[{"cidrIp":"${cidr}"}]},"ipv6Ranges":{},"prefixListIds":{}}]}}`,
    `{"_return":true,"securityGroupRuleSet":{"items":[{"groupId":"${group}","securityGroupRuleId":"${rule}","isEgress":false,"ipProtocol":"tcp","fromPort":${port},"toPort":${port},"cidrIpv4":"${cidr}"}]}}`,
  );
}

export function createSnapshot(estate: Estate, volume: string, snapshot: string, timeMs: number): Call {
  return write(
    'ec2',
    'CreateSnapshot',
    `{"volumeId":"${volume}","description":"nightly"}`,
    `{"snapshotId":"${snapshot}","volumeId":"${volume}","status":"pending","startTime":${timeMs},"ownerId":"${estate.account.id}","volumeSize":"100","description":"nightly","encrypted":true}`,
  );
}

export function deleteSnapshot(snapshot: string): Call {
  return write('ec2', 'DeleteSnapshot', `{"snapshotId":"${snapshot}"}`, '{"_return":true}');
}
