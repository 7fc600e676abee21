import { DATA_PLATFORM, PRODUCTION, STAGING } from '../accounts.ts';
import { awsService, roleSession } from '../callers.ts';
import { failed } from '../calls/call.ts';
import { objectCall } from '../calls/s3.ts';
import { assumeRole } from '../calls/sts.ts';
import { createLogStream, decrypt, getParameter, getSecretValue, tableItem } from '../calls/workloads.ts';
import { accessKeyId } from '../ids.ts';
import type { Call } from '../record.ts';
import { customers } from '../rhythm.ts';
import { Sessions } from '../sessions.ts';
import type { Stage } from '../stage.ts';
import { isoSeconds } from '../times.ts';
import type { Actor } from './actor.ts';

const AGENT =
  'aws-sdk-nodejs/3.723.0 ua/2.1 os/linux#5.10.230 lang/js md/nodejs#24.1.0 exec-env/AWS_Lambda_nodejs24.x';
const ACCOUNTS = [
  PRODUCTION.id,
  PRODUCTION.id,
  PRODUCTION.id,
  DATA_PLATFORM.id,
  DATA_PLATFORM.id,
  STAGING.id,
];

/** The organisation's Lambda functions, thirty in each of three accounts, each with a role of its own. */
export function makeFunctions(): Actor {
  const sessions = new Sessions();
  return {
    name: 'lambda functions',
    share: 12,
    episodeEvents: 7.8,
    rhythm: customers,
    play(stage: Stage, startMs: number) {
      const { random } = stage;
      const estate = stage.estate(random.pick(ACCOUNTS));
      const { functions } = estate;
      // Some are called far more than others.
      const name =
        functions[Math.floor(random.next() * random.next() * functions.length)] ?? functions[0] ?? '';
      const role = `lambda-${name}`;
      const emit = (call: Call, timeMs: number) => stage.event(estate, estate.home, timeMs, caller, call);
      const open = () => {
        const made = {
          estate,
          role,
          session: name,
          accessKeyId: accessKeyId(random, 'ASIA', estate.account.id),
        };
        stage.event(
          estate,
          estate.home,
          startMs,
          awsService('lambda.amazonaws.com'),
          assumeRole({ ...made, timeMs: startMs }),
        );
        return roleSession({
          ...made,
          issuedMs: startMs,
          ip: `203.0.113.${10 + (name.length % 4)}`,
          agent: AGENT,
        });
      };
      const caller = sessions.get(`${estate.account.id}/${role}`, startMs, open);
      emit(
        createLogStream(
          `/aws/lambda/${name}`,
          `${isoSeconds(startMs).slice(0, 10)}/[$LATEST]${random.hex17()}`,
        ),
        startMs + 900,
      );
      emit(getParameter(`/acme/${name}/config`), startMs + 1300);
      emit(decrypt(estate, random, name), startMs + 1500);
      if (random.chance(0.5)) emit(getSecretValue(estate, random.pick(estate.secrets)), startMs + 1800);
      const items = random.int(1, 6);
      for (let i = 0; i < items; i += 1) {
        const table = random.pick(estate.tables);
        const call = tableItem(
          estate,
          table,
          random.pick(['GetItem', 'PutItem', 'Query'] as const),
          random.uuid(),
        );
        const full = {
          code: 'ProvisionedThroughputExceededException',
          message: 'The level of configured provisioned throughput for the table was exceeded.',
        };
        emit(random.chance(0.01) ? failed(call, full) : call, startMs + 2500 + i * 400);
      }
      if (random.chance(0.4))
        emit(
          objectCall(
            estate,
            random,
            random.chance(0.5) ? 'GetObject' : 'PutObject',
            random.pick(estate.buckets),
            `out/${random.uuid()}.json`,
          ),
          startMs + 6000,
        );
    },
  };
}
