import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import { CATEGORIES, IDENTITY_TYPES, type NormalisedEvent, OUTCOMES } from '#lib/cloudtrail/event.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { type Sql, sql } from '#lib/db/sql.ts';
import type { ResolvedFilters } from '#lib/events/resolved-filters.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import { CALL } from '../compile.ts';
import type { CompiledRule } from '../compile-rule.ts';
import { type Subject, subjectOf } from '../subject.ts';

type Rule = Pick<CompiledRule, 'sources' | 'settle'>;
type Country = (address: string) => string;

/** More ids than these are not named in a query; then all of the dimension are read. */
const MOST_IDS = 50_000;

/**
 * What events have to be, for the rule to match them, in the ids of their dimensions: one question for each dimension that the rule
 * reads, in place of one for each event. Events that no match can be among are left out; not each of the others matches.
 */
export async function narrow(
  db: Queryable,
  { accountIds }: Pick<Scope, 'accountIds'>,
  rule: Rule,
  { from, to }: TimeRange,
  country: Country,
): Promise<ResolvedFilters> {
  const read = async <Row extends { id: number }>(dimension: Dimension<Row>) => {
    const asked = dimension.sources.filter((source) => rule.sources.has(source));
    if (asked.length === 0) return null;
    const result = await db.query(dimension.select(accountIds).toQuery());
    const found = z.array(dimension.row).parse(result.rows);
    const possible = found.filter((row) => {
      const subjects = dimension.subjects(row, country);
      return asked.every((source) => subjects.some((subject) => rule.settle(subject, source) !== false));
    });
    return possible.length === found.length || possible.length > MOST_IDS
      ? null
      : possible.map(({ id }) => id);
  };
  const actionIds = await read(ACTIONS);
  return {
    from,
    to,
    accountIds: accountIds.filter(
      (accountId) => rule.settle(subjectOf({ ...NO_EVENT, accountId }, {}), '@account') !== false,
    ),
    regionIds: await read(REGIONS),
    actionIds,
    otherActionIds: null,
    principalIds: await read(PRINCIPALS),
    addressIds: await read(ADDRESSES),
    errorIds: await read(ERRORS),
    accessKeyIds: null,
    resourceIds: null,
    search: null,
    categories: null,
    actionsChosen: actionIds !== null,
    successIds: [],
  };
}

/** A dimension whose rows decide some of the sources that a rule's `settle` may be asked about. */
type Dimension<Row extends { id: number }> = {
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
const ACTIONS: Dimension<z.infer<typeof actionRow>> = {
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
const PRINCIPALS: Dimension<z.infer<typeof principalRow>> = {
  sources: ['@user', '@identityType', '@mfa', '@principalArn'],
  select: (accountIds) => ofAccounts(sql`id, identity_type, label, arn, mfa`, sql`principal`, accountIds),
  row: principalRow,
  subjects: ({ identity_type: identityType, label, arn, mfa }) => {
    const actor = { ...NO_EVENT.actor, identityType, label, arn, principalArn: arn, mfa };
    return [subjectOf({ ...NO_EVENT, actor }, {})];
  },
};

const addressRow = z.object({ id, value: z.string() });
const ADDRESSES: Dimension<z.infer<typeof addressRow>> = {
  sources: ['@ip', '@country', 'sourceIPAddress'],
  select: (accountIds) => ofAccounts(sql`id, value`, sql`address`, accountIds),
  row: addressRow,
  subjects: ({ value }, country) => {
    const record = value === '' ? {} : { sourceIPAddress: value };
    return [subjectOf({ ...NO_EVENT, sourceIp: value }, record, { country })];
  },
};

const regionRow = z.object({ id, name: z.string() });
const REGIONS: Dimension<z.infer<typeof regionRow>> = {
  sources: ['@region', 'awsRegion'],
  select: () => sql`select id, name from region`,
  row: regionRow,
  subjects: ({ name }) => [subjectOf({ ...NO_EVENT, region: name }, name === '' ? {} : { awsRegion: name })],
};

const errorRow = z.object({ id, code: z.string(), outcome: z.enum(OUTCOMES) });
const ERRORS: Dimension<z.infer<typeof errorRow>> = {
  sources: ['@errorCode', '@outcome', 'errorCode'],
  select: () => sql`select id, code, outcome from error`,
  row: errorRow,
  subjects: ({ code, outcome }) => [
    subjectOf({ ...NO_EVENT, errorCode: code, outcome }, code === '' ? {} : { errorCode: code }),
  ],
};

function ofAccounts(columns: Sql, table: Sql, accountIds: readonly string[]): Sql {
  return sql`select ${columns} from ${table} where account_id = any(${accountIds}::bigint[])`;
}

/** An event of which nothing is known but what is put in. */
const NO_EVENT: NormalisedEvent = {
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
