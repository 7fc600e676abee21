import { z } from 'zod';
import {
  type LedgerSummary,
  OBJECT_STATES,
  type ObjectPage,
  type UnreadRecordPage,
} from '#lib/ledger/schema.ts';
import { accountId, count, next, time } from './answers.ts';

export const objectsAnswer = z.object({
  objects: z.array(
    z.object({
      id: z.string().meta({ description: 'Digits.' }),
      sourceId: z.int(),
      key: z.string(),
      etag: z.string(),
      state: z.enum(OBJECT_STATES),
      reason: z.string().nullable().meta({ description: 'Why it failed or cannot be read.' }),
      attempts: count,
      nextAttemptAt: time.nullable().meta({ description: 'When a failed one is tried again by itself.' }),
      sizeBytes: count,
      accountId: accountId.nullable(),
      region: z.string(),
      kind: z.string(),
      records: count,
      newEvents: count,
      duplicateEvents: count,
      quarantinedRecords: count,
      sha256: z.string().nullable(),
      kept: z.boolean().meta({ description: 'Its bytes are stored: /objects/{objectId}/content has them.' }),
      foundAt: time,
      ingestedAt: time.nullable(),
    }),
  ),
  next,
}) satisfies z.ZodType<ObjectPage>;

export const ledgerAnswer = z.object({
  counts: z.object({
    found: count,
    pending: count,
    ingested: count,
    failed: count,
    quarantined: count,
    partlyRead: count.meta({ description: 'Ingested objects of which some records could not be read.' }),
    quarantinedRecords: count,
    records: count,
    newEvents: count,
    duplicateEvents: count,
    sizeBytes: count,
    lastEventAt: time.nullable(),
    lastIngestedAt: time.nullable(),
  }),
  faults: z.array(
    z.object({
      of: z.enum(['failed', 'quarantined', 'records']),
      reason: z.string(),
      count,
      lastAt: time.nullable(),
    }),
  ),
  faultsOfNewest: count
    .nullable()
    .meta({ description: 'Only the newest so many were looked at for their reasons; null when all were.' }),
}) satisfies z.ZodType<LedgerSummary>;

export const unreadAnswer = z.object({
  records: z.array(
    z.object({
      ordinal: count.meta({ description: 'Its place in `Records`, from 0.' }),
      reason: z.string(),
      text: z.string().nullable().meta({
        description: 'As delivered, cut after 65,536 characters; null where the bytes are not kept.',
      }),
      cut: z.boolean(),
    }),
  ),
  next: count.nullable().meta({ description: 'For `after` of the following page, null at the end.' }),
}) satisfies z.ZodType<UnreadRecordPage>;
