import { z } from 'zod';

/** An object that was announced. S3 and EventBridge say its ETag and size, CloudTrail's own notification does not. */
export type NotifiedObject = { bucket: string; key: string; etag: string | null; sizeBytes: number | null };

/** `nothing`: understood, and there is nothing to take (a test message, a deletion). `unreadable`: from no sender that we know. */
export type Notice =
  | { type: 'objects'; objects: NotifiedObject[] }
  | { type: 'nothing' }
  | { type: 'unreadable'; reason: string };

const text = z.string().min(1).max(2048);
const size = z.number().int().nonnegative().optional();

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const s3Event = z.object({
  Records: z.array(
    z.object({
      eventSource: z.literal('aws:s3'),
      eventName: z.string(),
      s3: z.object({
        bucket: z.object({ name: text }),
        object: z.object({ key: text, size, eTag: text.optional() }),
      }),
    }),
  ),
});
const s3Test = z.object({ Event: z.literal('s3:TestEvent') });

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html */
const cloudTrail = z.object({ s3Bucket: text, s3ObjectKey: z.union([text, z.array(text)]) });
const CLOUDTRAIL_TEST = 'CloudTrail validation message.';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const eventBridge = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.string(),
  detail: z.object({
    bucket: z.object({ name: text }),
    object: z.object({ key: text, size, etag: text.optional() }),
  }),
});

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
const envelope = z.object({ Type: z.string(), Message: z.string() });

const NOTHING: Notice = { type: 'nothing' };

/**
 * What a message of a source's queue announces: an event of S3, the same through SNS, CloudTrail's own notification (one
 * key or many, as it is or through SNS), or one of EventBridge. Never throws.
 */
export function readNotice(body: string): Notice {
  return readBody(body, true);
}

function readBody(body: string, mayBeWrapped: boolean): Notice {
  if (body.trim() === CLOUDTRAIL_TEST) return NOTHING;
  const json = parseJson(body);
  if (json === undefined) return { type: 'unreadable', reason: 'It is no JSON.' };
  const wrapped = envelope.safeParse(json);
  if (wrapped.success && mayBeWrapped) return readBody(wrapped.data.Message, false);
  return readS3(json) ?? readCloudTrail(json) ?? readEventBridge(json) ?? UNKNOWN;
}

const UNKNOWN: Notice = {
  type: 'unreadable',
  reason: 'It is none of S3, SNS, CloudTrail and EventBridge.',
};

function readS3(json: unknown): Notice | null {
  if (s3Test.safeParse(json).success) return NOTHING;
  const { data } = s3Event.safeParse(json);
  if (!data) return null;
  const created = data.Records.filter(({ eventName }) => /^(?:s3:)?ObjectCreated:/.test(eventName));
  return toNotice(
    created.map(({ s3: { bucket, object } }) => ({
      bucket: bucket.name,
      key: decodeKey(object.key),
      etag: object.eTag ?? null,
      sizeBytes: object.size ?? null,
    })),
  );
}

function readCloudTrail(json: unknown): Notice | null {
  const { data } = cloudTrail.safeParse(json);
  if (!data) return null;
  const keys = [data.s3ObjectKey].flat();
  return toNotice(keys.map((key) => ({ bucket: data.s3Bucket, key, etag: null, sizeBytes: null })));
}

function readEventBridge(json: unknown): Notice | null {
  const { data } = eventBridge.safeParse(json);
  if (!data) return null;
  if (data['detail-type'] !== 'Object Created') return NOTHING;
  const { bucket, object } = data.detail;
  return toNotice([
    { bucket: bucket.name, key: object.key, etag: object.etag ?? null, sizeBytes: object.size ?? null },
  ]);
}

function toNotice(objects: NotifiedObject[]): Notice {
  return objects.length === 0 ? NOTHING : { type: 'objects', objects };
}

/** S3's own events spell keys as in a form: `+` for a space, `%` for the rest. A lone `%` is one. */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
