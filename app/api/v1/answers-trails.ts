import { z } from 'zod';
import { MANAGEMENT_EVENTS, type TrailList, WARNING_CODES } from '#lib/trails/trail.ts';

const time = z.string().meta({ format: 'date-time', description: 'ISO 8601, UTC.' });
const accountId = z.string().meta({ pattern: '^\\d{12}$' });
const text = z.string();

const fault = z.object({
  code: text,
  message: text,
  hint: text.nullable(),
  at: time.meta({ description: 'When it first failed so.' }),
});

const warning = z.object({
  code: z.enum(WARNING_CODES),
  severity: z.enum(['bad', 'warn']),
  message: text,
  hint: text,
});

const trail = z.object({
  id: text.meta({ description: 'The ARN; for an inferred trail, where its logs land.' }),
  inferred: z
    .boolean()
    .meta({ description: 'Not described by AWS: what the log folders show. The unknown is null.' }),
  arn: text.nullable(),
  name: text.nullable(),
  accountId: accountId.nullable().meta({ description: 'Whose trail it is.' }),
  accounts: z
    .array(accountId)
    .meta({ description: 'Accounts of the scope that see it, or whose logs land there.' }),
  homeRegion: text.nullable(),
  regions: z.array(text).meta({ description: 'Where an inferred one is seen to record.' }),
  bucket: text.nullable(),
  keyPrefix: text,
  logging: z.boolean().nullable(),
  globalEvents: z.boolean().nullable(),
  multiRegion: z.boolean().nullable(),
  organization: z.boolean(),
  organizationId: text.nullable(),
  logValidation: z.boolean().nullable(),
  kmsKey: text.nullable(),
  loggingStartedAt: time.nullable(),
  loggingEndedAt: time.nullable(),
  deliveredAt: time.nullable(),
  deliveryError: text.nullable(),
  notifiedAt: time.nullable(),
  notificationError: text.nullable(),
  digestDeliveredAt: time.nullable(),
  digestError: text.nullable(),
  snsTopic: text.nullable(),
  logGroup: text.nullable(),
  insights: z.boolean().nullable(),
  managementEvents: z.enum(MANAGEMENT_EVENTS).nullable(),
  dataEvents: z.array(text),
  askedAt: time.nullable().meta({ description: 'When AWS last answered about it.' }),
  fault: fault.nullable().meta({ description: 'Why newer answers are missing.' }),
  statusError: text.nullable(),
  collected: z.boolean().meta({ description: 'Its bucket is a log source of the portal.' }),
  warnings: z.array(warning),
});

const account = z.object({
  accountId,
  name: text.nullable(),
  credentials: z.enum(['access-key', 'role', 'default']).nullable(),
  asking: z.boolean(),
  askedAt: time.nullable(),
  answeredAt: time.nullable(),
  fault: fault.nullable(),
  silentRegions: z.array(text),
});

export const trailsAnswer = z.object({
  trails: z.array(trail),
  accounts: z.array(account),
}) satisfies z.ZodType<TrailList>;
