import { describe, expect, test } from 'vitest';
import { STORY, storyIds } from '#lib/demo/organisation/story/cast.ts';
import { END, openSample, type SampleRecord } from './sample.ts';

const HOUR_MS = 3_600_000;

function told(options: Parameters<typeof openSample>[0]): SampleRecord[] {
  const unique = new Map(
    openSample(options).flatMap(({ records }) => records.map((record) => [record.eventID, record])),
  );
  return [...unique.values()].sort((a, b) => a.eventTime.localeCompare(b.eventTime));
}

const records = told({ seed: 7 });
const ids = storyIds(7);
const ofKey = (key: string) => records.filter(({ userIdentity }) => userIdentity.accessKeyId === key);
const intruder = records.filter(({ sourceIPAddress }) =>
  [STORY.intruderIp, STORY.intruderIpv6].some((ip) => ip === sourceIPAddress),
);

/** The first record of that name behind a time. */
function find(name: string, of = intruder): SampleRecord {
  const found = of.find(({ eventName }) => eventName === name);
  if (!found) throw new Error(`${name} is not in the story`);
  return found;
}

describe('the intrusion', () => {
  test('the leaked key is used from its pipeline all along, and from elsewhere in the last four days only', () => {
    const used = ofKey(ids.leakedKey);
    const elsewhere = used.filter(({ sourceIPAddress }) => sourceIPAddress !== STORY.ciIp);
    expect(used.length - elsewhere.length).toBeGreaterThan(10);
    expect(new Set(elsewhere.map(({ sourceIPAddress }) => sourceIPAddress))).toEqual(
      new Set([STORY.intruderIp]),
    );
    expect(Date.parse(elsewhere[0]?.eventTime ?? '')).toBeGreaterThan(END.getTime() - 96 * HOUR_MS);
    expect(elsewhere[0]?.eventName).toBe('GetCallerIdentity');
  });

  test('it goes from looking around to stopping the trail in that order', () => {
    const order = [
      'GetCallerIdentity',
      'ListUsers',
      'GetAccountAuthorizationDetails',
      'ListSecrets',
      'CreateUser',
      'AttachUserPolicy',
      'CreateAccessKey',
      'CreateLoginProfile',
      'ConsoleLogin',
      'GetSecretValue',
      'RunInstances',
      'StopLogging',
      'DeleteTrail',
    ];
    const times = order.map((name) => find(name).eventTime);
    expect(times).toEqual([...times].sort());
  });

  test('a burst of refusals covers regions that the account does not use', () => {
    const refused = intruder.filter(
      ({ errorCode }) => errorCode && /AccessDenied|UnauthorizedOperation/.test(errorCode),
    );
    expect(refused.length).toBeGreaterThanOrEqual(40);
    expect(new Set(refused.map(({ awsRegion }) => awsRegion)).size).toBeGreaterThanOrEqual(4);
  });

  test('the key of the new user is the one that CreateAccessKey gave out', () => {
    expect(find('CreateAccessKey').responseElements).toMatchObject({
      accessKey: { accessKeyId: ids.newKey, userName: STORY.newUser },
    });
    expect(ofKey(ids.newKey).length).toBeGreaterThan(20);
  });

  test('the new user signs in without MFA', () => {
    expect(find('ConsoleLogin')).toMatchObject({
      userIdentity: { userName: STORY.newUser },
      additionalEventData: { MFAUsed: 'No' },
    });
  });

  test('the instance ids stand in the response of the one RunInstances that worked', () => {
    const runs = intruder.filter(({ eventName }) => eventName === 'RunInstances');
    expect(runs.map(({ errorCode }) => errorCode)).toEqual([
      'Client.DryRunOperation',
      'Client.InstanceLimitExceeded',
      undefined,
    ]);
    const items = ids.instances.map((instanceId) => ({ instanceId, instanceType: STORY.instanceType }));
    expect(runs[2]).toMatchObject({ awsRegion: STORY.region, responseElements: { instancesSet: { items } } });
  });

  test('someone ends it: the key is switched off and the machines go', () => {
    const response = records.filter(({ userIdentity }) => userIdentity.accessKeyId === ids.responderKey);
    expect(find('UpdateAccessKey', response).requestParameters).toMatchObject({
      accessKeyId: ids.leakedKey,
      status: 'Inactive',
    });
    expect(response.filter(({ eventName }) => eventName === 'TerminateInstances')).toHaveLength(
      ids.instances.length,
    );
    expect(find('UpdateAccessKey', response).eventTime > find('DeleteTrail').eventTime).toBe(true);
  });

  test('it fits into a single day and into the smallest organisation that has it', () => {
    for (const options of [
      { days: 1, events: 5000 },
      { days: 14, events: 2000 },
    ]) {
      const names = told({ seed: 7, ...options })
        .filter(({ sourceIPAddress }) => sourceIPAddress === STORY.intruderIp)
        .map(({ eventName }) => eventName);
      expect(names).toContain('GetCallerIdentity');
      expect(names).toContain('DeleteTrail');
      expect(names.filter((name) => name === 'GetObject')).toHaveLength(60);
    }
  });
});
