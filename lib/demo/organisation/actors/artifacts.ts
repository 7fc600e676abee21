import { iamUser } from '../callers.ts';
import { objectCall } from '../calls/s3.ts';
import { pipelines } from '../rhythm.ts';
import { STORY, storyIds } from '../story/cast.ts';
import type { Actor } from './actor.ts';

const AGENT =
  'aws-cli/2.15.30 Python/3.11.8 Linux/6.1.0-28-amd64 exe/x86_64.debian.12 prompt/off command/s3.cp';

/** An old pipeline that uploads what it builds with the access key of an IAM user: the key that leaks. */
export function makeArtifacts(seed: number): Actor {
  const { leakedKey } = storyIds(seed);
  return {
    name: STORY.leakedUser,
    share: 0.5,
    episodeEvents: 5,
    rhythm: pipelines,
    play(stage, startMs) {
      const { random } = stage;
      const estate = stage.estate(STORY.accountId);
      const from = { ip: STORY.ciIp, agent: AGENT };
      const caller = iamUser({ estate, user: STORY.leakedUser, accessKeyId: leakedKey, ...from });
      const build = random.int(1000, 99_999);
      for (let i = 0; i < 5; i += 1) {
        const call = objectCall(
          estate,
          random,
          'PutObject',
          'acme-production-web',
          `builds/${build}/part-${i}.tgz`,
        );
        stage.event(estate, estate.home, startMs + i * 1400, caller, call);
      }
    },
  };
}
