import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { type GenerateOptions, generateObjects } from '#lib/demo/organisation/generate-objects.ts';

export const END = new Date('2026-11-21T06:00:00Z');

const recordSchema = z.looseObject({
  eventVersion: z.string(),
  eventTime: z.iso.datetime(),
  eventSource: z.string().endsWith('.amazonaws.com'),
  eventName: z.string().min(1),
  awsRegion: z.string().regex(/^[a-z]{2}-[a-z]+-\d$/),
  sourceIPAddress: z.string().min(1),
  userAgent: z.string().min(1),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
  requestParameters: z.record(z.string(), z.unknown()).nullable(),
  responseElements: z.record(z.string(), z.unknown()).nullable(),
  resources: z.array(z.looseObject({ ARN: z.string().startsWith('arn:aws:') })).optional(),
  requestID: z.string().min(1),
  eventID: z.uuid(),
  sharedEventID: z.uuid().optional(),
  readOnly: z.boolean(),
  managementEvent: z.boolean(),
  eventCategory: z.enum(['Management', 'Data']),
  eventType: z.enum(['AwsApiCall', 'AwsConsoleSignIn', 'AwsServiceEvent']),
  recipientAccountId: z.string().regex(/^\d{12}$/),
  userIdentity: z.looseObject({
    type: z.string().optional(),
    principalId: z.string().optional(),
    arn: z.string().optional(),
    accountId: z.string().optional(),
    accessKeyId: z.string().optional(),
    userName: z.string().optional(),
    invokedBy: z.string().optional(),
  }),
});

export type SampleRecord = z.infer<typeof recordSchema>;

export type SampleObject = { key: string; records: SampleRecord[]; events: number };

/** The objects of a sample organisation, opened, every record checked for CloudTrail's shape. */
export function openSample(options: Partial<GenerateOptions> = {}): SampleObject[] {
  const opened: SampleObject[] = [];
  for (const made of generateObjects({ seed: 7, events: 12_000, days: 14, end: END, ...options })) {
    const text = gunzipSync(made.body).toString('utf8');
    const { Records } = z.strictObject({ Records: z.array(recordSchema) }).parse(JSON.parse(text));
    if (Records.length !== made.records) throw new Error(`${made.key} says ${made.records} records`);
    opened.push({ key: made.key, records: Records, events: made.events });
  }
  return opened;
}
