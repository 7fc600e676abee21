import { z } from 'zod';
import type { ScopeList } from '#lib/auth/list-scopes.ts';
import { CATEGORIES, OUTCOMES } from '#lib/cloudtrail/event.ts';
import type { Freshness } from '#lib/events/freshness.ts';
import type { EventDetail, EventGroups, EventPage, EventRow, Facet } from '#lib/events/schema.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { SOURCE_STATES } from '#lib/sources/source-status.ts';

/** What the endpoints answer, for the OpenAPI document. `satisfies` holds them to what the queries really return. */
export const time = z.string().meta({ format: 'date-time', description: 'ISO 8601, UTC.' });
export const accountId = z.string().meta({ pattern: '^\\d{12}$' });
export const next = z
  .string()
  .nullable()
  .meta({ description: 'Cursor of the following page, null at the end.' });
export const count = z.int().min(0);

export const scopesAnswer = z.object({
  views: z.array(z.object({ slug: z.string(), name: z.string(), accounts: count })),
  accounts: z.array(z.object({ id: accountId, name: z.string() })),
}) satisfies z.ZodType<ScopeList>;

export const event = z.object({
  eventId: z.string().meta({ format: 'uuid' }),
  eventTime: time,
  accountId,
  region: z.string(),
  service: z.string(),
  eventName: z.string(),
  user: z.string().meta({ description: 'One label that a person would use.' }),
  userType: z.string(),
  sessionName: z.string(),
  userArn: z.string(),
  accessKeyId: z.string(),
  sourceIp: z.string(),
  userAgent: z.string(),
  errorCode: z.string(),
  errorMessage: z.string(),
  outcome: z.enum(OUTCOMES),
  readOnly: z.boolean(),
  mfa: z.boolean().nullable(),
  category: z.enum(CATEGORIES),
  resources: z.array(z.string()),
}) satisfies z.ZodType<EventRow>;

export const eventsAnswer = z.object({ events: z.array(event), next }) satisfies z.ZodType<EventPage>;

export const eventAnswer = event.extend({
  raw: z
    .string()
    .nullable()
    .meta({ description: 'The record exactly as delivered; null where it is no longer kept.' }),
  object: z
    .object({ sourceId: z.int(), source: z.string(), key: z.string(), sha256: z.string(), takenAt: time })
    .nullable(),
  twins: z
    .array(z.object({ accountId, eventId: z.string(), eventTime: time }))
    .meta({ description: 'The same call as other accounts of the scope recorded it.' }),
  otherEnd: z
    .object({ accountId, eventId: z.string(), eventTime: time })
    .nullable()
    .meta({ description: 'Of an Insight, the record of its start or end, whichever this is not.' }),
}) satisfies z.ZodType<EventDetail>;

export const groupsAnswer = z.object({
  total: z.object({ events: count, errors: count, groups: count }),
  groups: z.array(
    z.object({
      value: z.string(),
      events: count,
      errors: count,
      firstSeen: time,
      lastSeen: time,
      identityTypes: z
        .array(z.string())
        .optional()
        .meta({ description: 'Types of userIdentity, for groupBy user; SSO for people over AWS SSO.' }),
    }),
  ),
  topValues: z
    .array(z.string())
    .meta({ description: 'The values with a series of their own, the most frequent first.' }),
  series: z
    .array(z.object({ start: time, counts: z.record(z.string(), count), other: count, errors: count }))
    .meta({ description: 'A point for every day or hour of the period.' }),
  truncated: z.boolean().meta({ description: 'There are more groups than `limit`.' }),
}) satisfies z.ZodType<EventGroups>;

export const facetsAnswer = z.object({
  values: z.array(z.object({ value: z.string(), label: z.string().optional(), events: count })),
  truncated: z.boolean(),
}) satisfies z.ZodType<Facet>;

export const freshnessAnswer = z.object({
  accounts: z.array(
    z.object({
      accountId,
      newestEventAt: time.nullable().meta({ description: 'Null where there is none in the last 90 days.' }),
    }),
  ),
  worker: z.object({ running: z.boolean(), lastSeenAt: time.nullable() }),
}) satisfies z.ZodType<Freshness>;

export const sourcesAnswer = z.object({
  sources: z.array(
    z.object({
      id: z.int(),
      kind: z.enum(['s3', 'directory']),
      place: z.string().meta({ description: '`s3://bucket/prefix`, or the path of a folder.' }),
      bucket: z.string().nullable(),
      prefix: z.string(),
      directory: z.string().nullable(),
      region: z.string().nullable(),
      endpoint: z.string().nullable(),
      collectDays: count,
      state: z.enum(SOURCE_STATES),
      reason: z.string().nullable().meta({ description: 'Why it stopped; null while it works.' }),
      hint: z.string().nullable().meta({ description: 'What to do about it.' }),
      errorCode: z.string().nullable(),
      errorAt: time.nullable(),
      lastListedAt: time.nullable(),
      lastEventAt: time.nullable(),
      lagMs: z.number().nullable().meta({ description: 'Age of the newest event; null while it collects.' }),
      timeLeftMs: z
        .number()
        .nullable()
        .meta({ description: 'How long the waiting objects take at the present pace.' }),
      objects: z.object({
        found: count,
        ingested: count,
        pending: count,
        failed: count,
        quarantined: count,
      }),
      events: count.meta({ description: 'Events newly stored from it.' }),
      duplicateEvents: count,
      quarantinedRecords: count,
      ignoredObjects: count,
      queue: z
        .object({
          lastNoticeAt: time.nullable(),
          reason: z.string().nullable(),
          hint: z.string().nullable(),
          unread: count,
        })
        .nullable(),
      accounts: z.array(accountId).meta({ description: 'Accounts found in it.' }),
    }),
  ),
}) satisfies z.ZodType<{ sources: SourceItem[] }>;

export const errorAnswer = z.object({
  error: z.object({
    code: z.string(),
    message: z.string().meta({ description: 'What happened.' }),
    hint: z.string().optional().meta({ description: 'What to do about it.' }),
    requestId: z.string(),
  }),
});
