import { denied, failed, read, write } from '../calls/call.ts';
import { consoleLogin } from '../calls/console.ts';
import { authorizeIngress, changeState, describeInstances, runInstances } from '../calls/ec2.ts';
import {
  attachPolicy,
  createAccessKey,
  createLoginProfile,
  createUser,
  deleteAccessKey,
  iamRead,
} from '../calls/iam.ts';
import { listBuckets, objectCall } from '../calls/s3.ts';
import { getCallerIdentity } from '../calls/sts.ts';
import { getSecretValue } from '../calls/workloads.ts';
import type { Estate } from '../estate.ts';
import type { Call } from '../record.ts';
import type { Stage } from '../stage.ts';
import { newUserAtConsole, newUserByKey, responder, STORY, type StoryIds, thief } from './cast.ts';

/** One scene of the story, played from `startMs` on. */
export type Act = (stage: Stage, estate: Estate, ids: StoryIds, startMs: number) => void;

/** Who am I, who else is here, what is there. */
export const lookAround: Act = (stage, estate, ids, startMs) => {
  const caller = thief(estate, ids);
  const calls: Call[] = [
    getCallerIdentity,
    iamRead('ListUsers', '{"maxItems":1000}'),
    iamRead('ListAttachedUserPolicies', `{"userName":"${STORY.leakedUser}"}`),
    listBuckets(estate, stage.random),
    iamRead('GetAccountAuthorizationDetails'),
    iamRead('ListRoles', '{"maxItems":1000}'),
    iamRead('GetAccountSummary'),
    iamRead('ListAccessKeys', `{"userName":"${STORY.leakedUser}"}`),
  ];
  calls.forEach((call, i) => {
    stage.event(estate, 'us-east-1', startMs + i * 7000, caller, call);
  });
};

const TRIED: [source: string, name: string][] = [
  ['ec2', 'DescribeInstances'],
  ['ec2', 'DescribeSnapshots'],
  ['secretsmanager', 'ListSecrets'],
  ['ssm', 'DescribeParameters'],
  ['lambda', 'ListFunctions20150331'],
  ['rds', 'DescribeDBInstances'],
  ['dynamodb', 'ListTables'],
  ['kms', 'ListKeys'],
  ['organizations', 'ListAccounts'],
  ['cloudtrail', 'DescribeTrails'],
];

/** A tool that tries everything in every region, and is refused everywhere. */
export const tryEverything: Act = (stage, estate, ids, startMs) => {
  const caller = thief(estate, ids);
  const regions = [...estate.regions, STORY.region, 'ap-southeast-2'];
  regions.forEach((region, i) => {
    TRIED.forEach(([source, name], j) => {
      const call = denied(read(source, name), caller.arn, '*', stage.random.alphanumeric(120));
      stage.event(estate, region, startMs + (i * TRIED.length + j) * 1800, caller, call);
    });
  });
};

/** A user that looks like a tool's, made an administrator, with a password and a key. */
export const makeUser: Act = (stage, estate, ids, startMs) => {
  const caller = thief(estate, ids);
  const steps: [afterSeconds: number, call: (timeMs: number) => Call][] = [
    [0, (timeMs) => createUser(estate, STORY.newUser, timeMs)],
    [12, () => attachPolicy('User', STORY.newUser, 'arn:aws:iam::aws:policy/AdministratorAccess')],
    [31, (timeMs) => createAccessKey(STORY.newUser, ids.newKey, timeMs)],
    [55, (timeMs) => createLoginProfile(STORY.newUser, timeMs)],
  ];
  for (const [seconds, call] of steps) {
    const timeMs = startMs + seconds * 1000;
    stage.event(estate, 'us-east-1', timeMs, caller, call(timeMs));
  }
};

/** The new user at the console, without MFA, reading secrets. */
export const readSecrets: Act = (stage, estate, ids, startMs) => {
  const door = newUserAtConsole(estate, ids, null);
  stage.event(estate, 'us-east-1', startMs, door, consoleLogin(false, true));
  const caller = newUserAtConsole(estate, ids, startMs);
  stage.event(
    estate,
    estate.home,
    startMs + 20_000,
    caller,
    read('secretsmanager', 'ListSecrets', '{"maxResults":100}'),
  );
  estate.secrets.forEach((secret, i) => {
    stage.event(estate, estate.home, startMs + 45_000 + i * 14_000, caller, getSecretValue(estate, secret));
  });
};

/** Expensive machines in a region that nobody watches, after a dry run and a limit. */
export const startMachines: Act = (stage, estate, ids, startMs) => {
  const { random } = stage;
  const caller = newUserByKey(estate, ids);
  const { region, instanceType } = STORY;
  const event = (seconds: number, call: Call) =>
    stage.event(estate, region, startMs + seconds * 1000, caller, call);
  const launch = { type: instanceType, count: 2, keyName: 'sync', instances: ids.instances };
  const run = runInstances(estate, random, startMs + 190_000, launch);
  event(
    0,
    read(
      'ec2',
      'DescribeInstanceTypes',
      `{"instanceTypeSet":{"items":[{"instanceType":"${instanceType}"}]}}`,
    ),
  );
  event(
    25,
    write(
      'ec2',
      'CreateKeyPair',
      '{"keyName":"sync","keyType":"ed25519"}',
      '{"keyName":"sync","keyPairId":"key-0b7de2","keyMaterial":"<sensitiveDataRemoved>"}',
    ),
  );
  const group = random.pick(estate.securityGroups);
  event(48, authorizeIngress(group, 22, '0.0.0.0/0', `sgr-${random.hex17()}`));
  event(
    70,
    failed(run, {
      code: 'Client.DryRunOperation',
      message: 'Request would have succeeded, but DryRun flag is set.',
    }),
  );
  event(
    110,
    failed(run, {
      code: 'Client.InstanceLimitExceeded',
      message:
        'You have requested more vCPU capacity than your current vCPU limit of 192 allows for the instance bucket that the specified instance type belongs to.',
    }),
  );
  event(190, run);
  event(230, describeInstances(ids.instances));
};

/** The account's own trail is stopped and deleted, that of its data events stopped; the organisation's trail goes on. */
export const stopTrail: Act = (stage, estate, ids, startMs) => {
  const caller = newUserByKey(estate, ids);
  const arn = `arn:aws:cloudtrail:${estate.home}:${estate.account.id}:trail/${estate.trail}`;
  const event = (seconds: number, call: Call) =>
    stage.event(estate, estate.home, startMs + seconds * 1000, caller, call);
  event(0, read('cloudtrail', 'DescribeTrails', '{"trailNameList":[],"includeShadowTrails":true}'));
  event(20, write('cloudtrail', 'StopLogging', `{"name":"${arn}"}`));
  event(41, write('cloudtrail', 'DeleteTrail', `{"name":"${arn}"}`));
  event(53, write('cloudtrail', 'StopLogging', '{"name":"acme-production-data-events"}'));
  const organisation = write('cloudtrail', 'StopLogging', '{"name":"acme-organisation"}');
  const message = 'User is not the management account or a delegated administrator of the organization.';
  event(
    66,
    failed(organisation, { code: 'InsufficientDependencyServiceAccessPermissionException', message }),
  );
};

/** Invoices are carried away, object by object. */
export const takeInvoices: Act = (stage, estate, ids, startMs) => {
  const { random } = stage;
  const caller = newUserByKey(estate, ids);
  const bucket = 'acme-production-invoice';
  stage.event(estate, estate.home, startMs, caller, listBuckets(estate, random));
  for (let i = 0; i < 60; i += 1) {
    const call = objectCall(
      estate,
      random,
      'GetObject',
      bucket,
      `2026/archive-${String(i).padStart(3, '0')}.zip`,
    );
    stage.event(estate, estate.home, startMs + 30_000 + i * 2400, caller, call);
  }
};

/** The security team finds out, looks back and shuts the doors. */
export const respond: Act = (stage, estate, ids, startMs) => {
  const caller = responder(estate, ids, startMs - 30_000);
  const event = (seconds: number, region: string, call: Call) =>
    stage.event(estate, region, startMs + seconds * 1000, caller, call);
  const global = { global: true, host: 'iam.amazonaws.com' };
  const lookup = read(
    'cloudtrail',
    'LookupEvents',
    `{"lookupAttributes":[{"attributeKey":"AccessKeyId","attributeValue":"${ids.leakedKey}"}],"maxResults":50}`,
  );
  event(0, estate.home, lookup);
  event(64, estate.home, lookup);
  event(
    190,
    'us-east-1',
    write(
      'iam',
      'UpdateAccessKey',
      `{"userName":"${STORY.leakedUser}","accessKeyId":"${ids.leakedKey}","status":"Inactive"}`,
      'null',
      global,
    ),
  );
  event(221, 'us-east-1', deleteAccessKey(STORY.newUser, ids.newKey));
  event(
    244,
    'us-east-1',
    write('iam', 'DeleteLoginProfile', `{"userName":"${STORY.newUser}"}`, 'null', global),
  );
  ids.instances.forEach((instance, i) => {
    event(330 + i, STORY.region, changeState('TerminateInstances', 'running', 'shutting-down', instance));
  });
};
