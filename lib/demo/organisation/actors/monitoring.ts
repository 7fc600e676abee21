import { otherAccount, roleSession } from '../callers.ts';
import { denied, read, throttled } from '../calls/call.ts';
import { describeInstances } from '../calls/ec2.ts';
import { assumeRole } from '../calls/sts.ts';
import type { Estate } from '../estate.ts';
import { accessKeyId } from '../ids.ts';
import type { Random } from '../random.ts';
import type { Call } from '../record.ts';
import { steady } from '../rhythm.ts';
import { Sessions } from '../sessions.ts';
import type { Stage } from '../stage.ts';
import type { Actor } from './actor.ts';

const AGENT =
  'Datadog/AWSIntegration Boto3/1.35.92 md/Botocore#1.35.92 ua/2.0 os/linux md/arch#x86_64 lang/python#3.12.7';
const IPS = ['198.51.100.140', '198.51.100.141', '198.51.100.142'];
const ROLE = 'DatadogIntegration';
/** The monitoring company's own account: it is not one of ours. */
const OWNER = '417141510219';

const CRAWL: ((estate: Estate, random: Random) => Call)[] = [
  () => read('monitoring', 'DescribeAlarms', '{"maxRecords":100}'),
  () => read('monitoring', 'ListMetrics', '{"recentlyActive":"PT3H"}'),
  (_estate, random) =>
    read(
      'tagging',
      'GetResources',
      `{"resourcesPerPage":100,"paginationToken":"${random.alphanumeric(24)}"}`,
    ),
  () => describeInstances([]),
  () => read('ec2', 'DescribeVolumes', '{"volumeSet":{},"filterSet":{},"maxResults":500}'),
  () => read('rds', 'DescribeDBInstances', '{"maxRecords":100}'),
  () => read('elasticloadbalancing', 'DescribeLoadBalancers', '{"pageSize":400}'),
  (estate, random) =>
    read(
      'lambda',
      'ListTags20170331',
      `{"resource":"arn:aws:lambda:${estate.home}:${estate.account.id}:function:${random.pick(estate.functions)}"}`,
    ),
  (estate, random) =>
    read(
      'sqs',
      'GetQueueAttributes',
      `{"queueUrl":"https://sqs.${estate.home}.amazonaws.com/${estate.account.id}/${random.pick(estate.queues)}","attributeNames":["All"]}`,
    ),
  (estate, random) => read('dynamodb', 'DescribeTable', `{"tableName":"${random.pick(estate.tables)}"}`),
];

/** Nobody has given the integration these rights, and it asks for them every time. */
const NOT_ALLOWED: ((estate: Estate, random: Random) => [call: Call, resource: string])[] = [
  (estate, random) => {
    const secret = random.pick(estate.secrets);
    const arn = `arn:aws:secretsmanager:${estate.home}:${estate.account.id}:secret:${secret}`;
    return [read('secretsmanager', 'DescribeSecret', `{"secretId":"${arn}"}`), arn];
  },
  (estate) => [
    read('backup', 'ListRecoveryPointsByBackupVault', '{"backupVaultName":"Default"}'),
    `arn:aws:backup:${estate.home}:${estate.account.id}:backup-vault:Default`,
  ],
  () => [read('ec2', 'GetEbsEncryptionByDefault', '{"GetEbsEncryptionByDefaultRequest":""}'), '*'],
];

/** A monitoring service outside the organisation that polls every account through a role. */
export function makeMonitoring(): Actor {
  const sessions = new Sessions();
  return {
    name: 'DatadogIntegration',
    share: 13,
    episodeEvents: 18,
    rhythm: steady,
    play(stage: Stage, startMs: number) {
      const { random } = stage;
      const estate = random.pick(stage.estates);
      const ip = random.pick(IPS);
      const from = { ip, agent: AGENT };
      const open = () => {
        const made = {
          estate,
          role: ROLE,
          session: 'DatadogAWSIntegration',
          accessKeyId: accessKeyId(random, 'ASIA', estate.account.id),
        };
        const outside = otherAccount(OWNER, 'AROAW7JQ2MLD4NXRK5CTE:crawler', from);
        stage.event(
          estate,
          'us-east-1',
          startMs,
          outside,
          assumeRole({ ...made, timeMs: startMs, externalId: '5f0d2c7be1' }),
        );
        return roleSession({ ...made, ...from, issuedMs: startMs });
      };
      const caller = sessions.get(estate.account.id, startMs, open);
      let timeMs = startMs;
      const calls = random.int(8, 27);
      const region = random.pick(estate.regions);
      for (let i = 0; i < calls; i += 1) {
        timeMs += random.int(80, 1500);
        const [refused, arn] = random.pick(NOT_ALLOWED)(estate, random);
        const call = random.pick(CRAWL)(estate, random);
        if (random.chance(0.048))
          stage.event(
            estate,
            region,
            timeMs,
            caller,
            denied(refused, caller.arn, arn, random.alphanumeric(120)),
          );
        else stage.event(estate, region, timeMs, caller, random.chance(0.008) ? throttled(call) : call);
      }
    },
  };
}
