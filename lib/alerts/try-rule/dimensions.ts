import { z } from 'zod';
import { CATEGORIES, IDENTITY_TYPES, type NormalisedEvent, OUTCOMES } from '#lib/cloudtrail/event.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import { CALL } from '../compile.ts';
import type { RuleDefinition } from '../rule-model.ts';
import { type Subject, subjectOf } from '../subject.ts';

export type Country = (address: string) => string;

/** Whether a rule reads the countries of addresses anywhere. */
export function asksForCountry(definition: RuleDefinition): boolean {
  return JSON.stringify(definition).includes('"@country"');
}

/** A dimension whose rows decide some of the sources that a rule's `settle` may be asked about. */
export type Dimension<Row extends { id: number }> = {
  sources: readonly string[];
  select: (accountIds: readonly string[]) => Sql;
  row: z.ZodType<Row>;
  /** Events with this row, one for each way in which the record may have written it. */
  subjects: (row: Row, country: Country) => Subject[];
};

const id = z.number();
const actionRow = z.object({
  id,
  service: z.string(),
  event_name: z.string(),
  read_only: z.boolean(),
  category: z.enum(CATEGORIES),
});
export const ACTIONS: Dimension<z.infer<typeof actionRow>> = {
  sources: [CALL, '@readOnly', '@category'],
  select: () => sql`select id, service, event_name, read_only, category from action`,
  row: actionRow,
  subjects: ({ service, event_name: eventName, read_only: readOnly, category }) => {
    const event = { ...NO_EVENT, service, eventName, readOnly, category };
    return recordsOfCall(service, eventName).map((record) => subjectOf(event, record));
  },
};

/** The domain of AWS's partitions is cut off the service; of an Insight, name and service stand elsewhere in the record. */
function recordsOfCall(service: string, eventName: string): object[] {
  const sources = [service, `${service}.amazonaws.com`, `${service}.amazonaws.com.cn`];
  return [...sources.map((eventSource) => ({ eventName, eventSource })), { eventSource: service }, {}];
}

const principalRow = z.object({
  id,
  identity_type: z.enum(IDENTITY_TYPES),
  label: z.string(),
  arn: z.string(),
  mfa: z.boolean().nullable(),
});
export const PRINCIPALS: Dimension<z.infer<typeof principalRow>> = {
  sources: ['@user', '@identityType', '@mfa', '@principalArn'],
  select: (accountIds) => ofAccounts(sql`id, identity_type, label, arn, mfa`, sql`principal`, accountIds),
  row: principalRow,
  subjects: ({ identity_type: identityType, label, arn, mfa }) => {
    const actor = { ...NO_EVENT.actor, identityType, label, arn, principalArn: arn, mfa };
    return [subjectOf({ ...NO_EVENT, actor }, {})];
  },
};

const addressRow = z.object({ id, value: z.string() });
export const ADDRESSES: Dimension<z.infer<typeof addressRow>> = {
  sources: ['@ip', '@country', 'sourceIPAddress'],
  select: (accountIds) => ofAccounts(sql`id, value`, sql`address`, accountIds),
  row: addressRow,
  subjects: ({ value }, country) => {
    const record = value === '' ? {} : { sourceIPAddress: value };
    return [subjectOf({ ...NO_EVENT, sourceIp: value }, record, { country })];
  },
};

const regionRow = z.object({ id, name: z.string() });
export const REGIONS: Dimension<z.infer<typeof regionRow>> = {
  sources: ['@region', 'awsRegion'],
  select: () => sql`select id, name from region`,
  row: regionRow,
  subjects: ({ name }) => [subjectOf({ ...NO_EVENT, region: name }, name === '' ? {} : { awsRegion: name })],
};

const errorRow = z.object({ id, code: z.string(), outcome: z.enum(OUTCOMES) });
export const ERRORS: Dimension<z.infer<typeof errorRow>> = {
  sources: ['@errorCode', '@outcome', 'errorCode'],
  select: () => sql`select id, code, outcome from error`,
  row: errorRow,
  subjects: ({ code, outcome }) => [
    subjectOf({ ...NO_EVENT, errorCode: code, outcome }, code === '' ? {} : { errorCode: code }),
  ],
};

const valueRow = z.object({ id, value: z.string() });
export const ACCESS_KEYS: Dimension<z.infer<typeof valueRow>> = {
  sources: ['@accessKey'],
  select: (accountIds) => ofAccounts(sql`id, value`, sql`access_key`, accountIds),
  row: valueRow,
  subjects: ({ value: accessKeyId }) => [
    subjectOf({ ...NO_EVENT, actor: { ...NO_EVENT.actor, accessKeyId } }, {}),
  ],
};
export const RESOURCES: Dimension<z.infer<typeof valueRow>> = {
  sources: ['@resource'],
  select: (accountIds) => ofAccounts(sql`id, value`, sql`resource`, accountIds),
  row: valueRow,
  subjects: ({ value }) => [subjectOf({ ...NO_EVENT, resources: [value] }, {})],
};

function ofAccounts(columns: Sql, table: Sql, accountIds: readonly string[]): Sql {
  return sql`select ${columns} from ${table} where account_id = any(${accountIds}::bigint[])`;
}

/** An event of which nothing is known but what is put in. */
export const NO_EVENT: NormalisedEvent = {
  accountId: '',
  accountSource: 'recipientAccountId',
  eventTimeMs: 0,
  eventId: '',
  eventIdDerived: false,
  category: 'management',
  eventType: '',
  region: '',
  service: '',
  eventName: '',
  readOnly: false,
  readOnlyDerived: false,
  actor: {
    identityType: 'Unknown',
    label: '',
    labelSource: 'fallback',
    arn: '',
    principalArn: '',
    sessionName: '',
    accessKeyId: '',
    mfa: null,
  },
  sourceIp: '',
  userAgent: '',
  errorCode: '',
  errorMessage: '',
  outcome: 'success',
  resources: [],
  sharedEventId: '',
  cleaned: false,
};
