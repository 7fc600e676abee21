import { PRODUCTION } from '../accounts.ts';
import { awsService, roleSession } from '../callers.ts';
import { read, throttled } from '../calls/call.ts';
import { describeById, describeInstances } from '../calls/ec2.ts';
import { assumeRole } from '../calls/sts.ts';
import { instanceInformation } from '../calls/workloads.ts';
import type { Estate } from '../estate.ts';
import { accessKeyId } from '../ids.ts';
import type { Random } from '../random.ts';
import type { Call } from '../record.ts';
import { steady } from '../rhythm.ts';
import { Sessions } from '../sessions.ts';
import type { Stage } from '../stage.ts';
import { HOUR_MS } from '../times.ts';
import type { Actor } from './actor.ts';

const AGENT =
  'aws-sdk-go-v2/1.36.1 os/linux lang/go#1.23.5 md/GOOS#linux md/GOARCH#amd64 exec-env/EC2 kubelet/1.32.1';
const ROLE = 'eks-prod-node';

/** What a node of the cluster asks for, over and over. */
const CHATTER: ((estate: Estate, random: Random, instance: string) => Call)[] = [
  (_estate, _random, instance) => describeInstances([instance]),
  (_estate, _random, instance) => instanceInformation(instance),
  () => read('ecr', 'GetAuthorizationToken'),
  (estate, random) =>
    read(
      'ecr',
      'BatchGetImage',
      `{"registryId":"${estate.account.id}","repositoryName":"${random.pick(estate.repositories)}","imageIds":[{"imageTag":"stable"}]}`,
    ),
  (estate, random) =>
    read(
      'ecr',
      'BatchCheckLayerAvailability',
      `{"registryId":"${estate.account.id}","repositoryName":"${random.pick(estate.repositories)}"}`,
    ),
  (_estate, _random, instance) =>
    read(
      'ec2',
      'DescribeTags',
      `{"filterSet":{"items":[{"name":"resource-id","valueSet":{"items":[{"value":"${instance}"}]}}]}}`,
    ),
  (estate, random) =>
    describeById('DescribeNetworkInterfaces', 'networkInterfaceIdSet', 'subnetId', [
      random.pick(estate.subnets),
    ]),
  (estate, random) => describeById('DescribeVolumes', 'volumeSet', 'volumeId', [random.pick(estate.volumes)]),
  (estate, random) =>
    read(
      'elasticloadbalancing',
      'DescribeTargetHealth',
      `{"targetGroupArn":"arn:aws:elasticloadbalancing:${estate.home}:${estate.account.id}:targetgroup/${random.pick(estate.queues)}/6d0ecf831eec9f09"}`,
    ),
  () => read('autoscaling', 'DescribeAutoScalingGroups', '{"maxRecords":100}'),
];

/** The cluster's nodes: each instance has its own session of the node role, renewed every six hours. */
export function makeNodes(): Actor {
  const sessions = new Sessions();
  return {
    name: ROLE,
    share: 21,
    episodeEvents: 12.2,
    rhythm: steady,
    play(stage: Stage, startMs: number) {
      const { random } = stage;
      const estate = stage.estate(PRODUCTION.id);
      const instance = random.pick(estate.instances);
      const address = Number.parseInt(instance.slice(-3), 16) % 250;
      const open = () => {
        const key = accessKeyId(random, 'ASIA', estate.account.id);
        const made = { estate, role: ROLE, session: instance, accessKeyId: key };
        stage.event(
          estate,
          estate.home,
          startMs,
          awsService('ec2.amazonaws.com'),
          assumeRole({ ...made, timeMs: startMs }),
        );
        return roleSession({
          ...made,
          issuedMs: startMs,
          ec2: true,
          ip: `10.20.4.${address}`,
          agent: AGENT,
          vpcEndpointId: 'vpce-0c4f1d7a2b9e68305',
        });
      };
      const caller = sessions.get(instance, startMs, open, 6 * HOUR_MS);
      let timeMs = startMs;
      const calls = random.int(6, 18);
      for (let i = 0; i < calls; i += 1) {
        timeMs += random.int(500, 9000);
        const call = random.pick(CHATTER)(estate, random, instance);
        stage.event(estate, estate.home, timeMs, caller, random.chance(0.002) ? throttled(call) : call);
      }
    },
  };
}
