import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNotice } from '#lib/sources/notifications/notice.ts';

const KEY =
  'AWSLogs/111122223333/CloudTrail/eu-central-1/2026/11/20/111122223333_CloudTrail_eu-central-1_20261120T0815Z_aB3.json.gz';
const s3Record = (key: string, eventName = 'ObjectCreated:Put') => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: 'eu-central-1',
  eventName,
  s3: {
    s3SchemaVersion: '1.0',
    bucket: { name: 'logs' },
    object: { key, size: 8123, eTag: 'd41d8', sequencer: '00' },
  },
});
const s3Event = (...keys: string[]) => JSON.stringify({ Records: keys.map((key) => s3Record(key)) });
const throughSns = (message: string) =>
  JSON.stringify({
    Type: 'Notification',
    TopicArn: 'arn:aws:sns:eu-central-1:111122223333:t',
    Message: message,
  });
const cloudTrail = (keys: string | string[]) => JSON.stringify({ s3Bucket: 'logs', s3ObjectKey: keys });
const eventBridge = (detailType: string) =>
  JSON.stringify({
    version: '0',
    source: 'aws.s3',
    'detail-type': detailType,
    detail: { bucket: { name: 'logs' }, object: { key: 'a b+c', size: 1, etag: 'e', sequencer: '00' } },
  });

const known = { bucket: 'logs', key: KEY, etag: 'd41d8', sizeBytes: 8123 };
const bare = { bucket: 'logs', key: KEY, etag: null, sizeBytes: null };

describe('objects are announced by', () => {
  test.each([
    ['S3', s3Event(KEY), [known]],
    ['S3 through SNS', throughSns(s3Event(KEY, KEY)), [known, known]],
    ['CloudTrail, one key', cloudTrail(KEY), [bare]],
    ['CloudTrail through SNS, many keys', throughSns(cloudTrail([KEY, 'b'])), [bare, { ...bare, key: 'b' }]],
    [
      'EventBridge',
      eventBridge('Object Created'),
      [{ bucket: 'logs', key: 'a b+c', etag: 'e', sizeBytes: 1 }],
    ],
  ])('%s', (_, body, objects) => {
    expect(readNotice(body)).toEqual({ type: 'objects', objects });
  });

  test('S3, whose keys are written as in a form', () => {
    const spelled = (key: string) => {
      const notice = readNotice(s3Event(key));
      return notice.type === 'objects' ? notice.objects[0]?.key : notice;
    };
    expect(spelled('my+logs/a%2Bb%3D%C3%A9/x.json.gz')).toBe('my logs/a+b=é/x.json.gz');
    expect(spelled('100%/x.json.gz')).toBe('100%/x.json.gz');
  });
});

test.each([
  ['the test of S3', JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'logs' })],
  ['the test of S3 through SNS', throughSns(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' }))],
  ['the test of CloudTrail', 'CloudTrail validation message.'],
  ['the test of CloudTrail through SNS', throughSns('CloudTrail validation message.')],
  ['a deletion', JSON.stringify({ Records: [s3Record(KEY, 'ObjectRemoved:Delete')] })],
  ['a deletion told by EventBridge', eventBridge('Object Deleted')],
])('%s is understood, and there is nothing to take', (_, body) => {
  expect(readNotice(body)).toEqual({ type: 'nothing' });
});

test.each([
  '',
  'hello',
  '{}',
  '[]',
  'null',
  '{"Records":[{"eventSource":"aws:sqs"}]}',
  throughSns(throughSns('{}')),
])('%s is unreadable', (body) => {
  expect(readNotice(body).type).toBe('unreadable');
});

test('whatever the message, it is read without an exception', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (body) => readNotice(body).type !== 'objects'));
});
