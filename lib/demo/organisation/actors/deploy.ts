import { PRODUCTION, STAGING } from '../accounts.ts';
import { roleSession, webIdentity } from '../callers.ts';
import { failed, read } from '../calls/call.ts';
import { assumeRoleWithWebIdentity, getCallerIdentity } from '../calls/sts.ts';
import { invoke, putImage, updateFunctionCode, updateService } from '../calls/workloads.ts';
import { accessKeyId } from '../ids.ts';
import type { Call } from '../record.ts';
import { pipelines } from '../rhythm.ts';
import type { Stage } from '../stage.ts';
import type { Actor } from './actor.ts';

const AGENT =
  'aws-sdk-js/3.723.0 ua/2.1 os/linux#6.8.0-1017-azure lang/js md/nodejs#22.12.0 configure-aws-credentials-for-github-actions';
const PROVIDER = 'token.actions.githubusercontent.com';

function play(stage: Stage, startMs: number): void {
  const { random } = stage;
  const production = random.chance(0.6);
  const estate = stage.estate(production ? PRODUCTION.id : STAGING.id);
  const role = production ? 'deploy-prod' : 'deploy-staging';
  const repository = random.pick(estate.repositories);
  const subject = `repo:${repository}:ref:refs/heads/main`;
  const from = { ip: `192.0.2.${random.int(10, 40)}`, agent: AGENT };
  let timeMs = startMs;
  const key = accessKeyId(random, 'ASIA', estate.account.id);
  const made = { estate, role, session: 'GitHubActions', accessKeyId: key };
  const provider = `arn:aws:iam::${estate.account.id}:oidc-provider/${PROVIDER}`;
  const asked = assumeRoleWithWebIdentity({ ...made, timeMs }, PROVIDER, subject);
  stage.event(estate, estate.home, timeMs, webIdentity(provider, provider, subject, from), asked);
  const caller = roleSession({ ...made, ...from, issuedMs: timeMs, webIdentityProvider: PROVIDER });
  const emit = (call: Call) => {
    timeMs += random.int(300, 6000);
    stage.event(estate, estate.home, timeMs, caller, call);
  };
  emit(getCallerIdentity);
  emit(read('ecr', 'GetAuthorizationToken'));
  const layers = random.int(3, 12);
  const layerParams = `{"registryId":"${estate.account.id}","repositoryName":"${repository}"}`;
  for (let i = 0; i < layers; i += 1) emit(read('ecr', 'BatchCheckLayerAvailability', layerParams));
  const image = putImage(estate, random, repository);
  const exists = {
    code: 'ImageAlreadyExistsException',
    message: 'Image with digest already exists in the repository',
  };
  emit(random.chance(0.15) ? failed(image, exists) : image);
  const service = repository.slice(repository.indexOf('/') + 1);
  emit(updateFunctionCode(estate, random, `${service}-worker`));
  emit(invoke(estate, `${service}-hook`));
  emit(updateService(estate, service));
  const waits = random.int(3, 14);
  for (let i = 0; i < waits; i += 1)
    emit(read('ecs', 'DescribeServices', `{"cluster":"${estate.cluster}","services":["${service}"]}`));
}

/** Releases from the code host's pipelines, signed in with a token instead of a key. */
export const deploy: Actor = { name: 'deploy-prod', share: 5, episodeEvents: 23, rhythm: pipelines, play };
