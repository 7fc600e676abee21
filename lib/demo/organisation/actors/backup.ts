import { PRODUCTION } from '../accounts.ts';
import { iamUser } from '../callers.ts';
import { failed, read } from '../calls/call.ts';
import { createSnapshot, createTags, deleteSnapshot, describeById } from '../calls/ec2.ts';
import { objectCall } from '../calls/s3.ts';
import { generateDataKey } from '../calls/workloads.ts';
import { accessKeyId, ec2Id } from '../ids.ts';
import { Random } from '../random.ts';
import type { Call } from '../record.ts';
import { nightly } from '../rhythm.ts';
import type { Stage } from '../stage.ts';
import { isoSeconds } from '../times.ts';
import type { Actor } from './actor.ts';

const AGENT =
  'aws-cli/2.22.26 md/awscrt#0.23.4 ua/2.0 os/linux#6.1.0-28-amd64 md/arch#x86_64 lang/python#3.12.6';

/** An old IAM user with a long-lived key that snapshots volumes at night. */
export function makeBackup(seed: number): Actor {
  const key = accessKeyId(new Random(seed, 'backup key'), 'AKIA', PRODUCTION.id);
  const kept: string[] = [];
  return {
    name: 'backup-runner',
    share: 8,
    episodeEvents: 41,
    rhythm: nightly,
    play(stage: Stage, startMs: number) {
      const { random } = stage;
      const estate = stage.estate(PRODUCTION.id);
      const caller = iamUser({
        estate,
        user: 'backup-runner',
        accessKeyId: key,
        ip: '203.0.113.12',
        agent: AGENT,
      });
      let timeMs = startMs;
      const emit = (call: Call) => {
        timeMs += random.int(200, 5000);
        stage.event(estate, estate.home, timeMs, caller, call);
      };
      const rounds = random.int(4, 8);
      for (let i = 0; i < rounds; i += 1) {
        const volume = random.pick(estate.volumes);
        const snapshot = ec2Id(random, 'snap');
        emit(describeById('DescribeVolumes', 'volumeSet', 'volumeId', [volume]));
        emit(createSnapshot(estate, volume, snapshot, timeMs));
        emit(createTags(snapshot, 'backup', 'nightly'));
        for (let asked = 0; asked < 2; asked += 1)
          emit(describeById('DescribeSnapshots', 'snapshotSet', 'snapshotId', [snapshot]));
        const file = `ebs/${volume}/${isoSeconds(timeMs).slice(0, 10)}.manifest`;
        emit(generateDataKey(estate, random, 'acme-production-backups'));
        emit(objectCall(estate, random, 'PutObject', 'acme-production-backups', file));
        kept.push(snapshot);
        if (kept.length > 60) {
          const oldest = deleteSnapshot(kept.shift() ?? snapshot);
          const inUse = {
            code: 'Client.InvalidSnapshot.InUse',
            message: 'The snapshot is currently in use by an AMI',
          };
          emit(random.chance(0.03) ? failed(oldest, inUse) : oldest);
        }
      }
      emit(
        read(
          'ec2',
          'DescribeSnapshots',
          '{"maxResults":1000,"ownersSet":{"items":[{"owner":"self"}]},"snapshotSet":{},"filterSet":{}}',
        ),
      );
    },
  };
}
