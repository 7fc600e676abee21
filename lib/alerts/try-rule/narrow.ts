import { z } from 'zod';
import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { sql } from '#lib/db/sql.ts';
import type { ResolvedFilters } from '#lib/events/resolved-filters.ts';
import type { TimeRange } from '#lib/time/ranges.ts';
import type { CompiledRule } from '../compile-rule.ts';
import type { Condition, FieldTest, RuleDefinition } from '../rule-model.ts';
import { type Subject, subjectOf } from '../subject.ts';
import {
  ACCESS_KEYS,
  ACTIONS,
  ADDRESSES,
  type Country,
  type Dimension,
  ERRORS,
  NO_EVENT,
  PRINCIPALS,
  REGIONS,
  RESOURCES,
} from './dimensions.ts';

type Rule = Pick<CompiledRule, 'sources' | 'settle'>;
type Searched = Pick<RuleDefinition, 'condition' | 'when'>;

/** More values of one dimension than these are not asked for one by one; then all of them are read. */
const MOST_VALUES = 200_000;
/** More ids than these are not named in a query; then all of them are read. */
const MOST_IDS = 50_000;

/**
 * What events have to be, for the rule to match them, in the ids of their dimensions: one question for each value, in place of one for
 * each event. Events that no match can be among are left out; not each of the others matches.
 */
export async function narrow(
  db: Queryable,
  { accountIds }: Pick<Scope, 'accountIds'>,
  { definition, rule, country }: { definition: Searched; rule: Rule; country: Country },
  { from, to }: TimeRange,
): Promise<ResolvedFilters> {
  const read = async <Row extends { id: number }>(dimension: Dimension<Row>) => {
    const asked = dimension.sources.filter((source) => rule.sources.has(source));
    if (asked.length === 0) return null;
    const query = sql`${dimension.select(accountIds)} limit ${MOST_VALUES + 1}::int`;
    const result = await db.query(query.toQuery());
    if (result.rows.length > MOST_VALUES) return null;
    const found = z.array(dimension.row).parse(result.rows);
    const possible = found.filter((row) => {
      const subjects = dimension.subjects(row, country);
      return asked.every((source) => subjects.some((subject) => rule.settle(subject, source) !== false));
    });
    return possible.length === found.length || possible.length > MOST_IDS
      ? null
      : possible.map(({ id }) => id);
  };
  const isNeeded = (source: string) => rule.settle(NOTHING_KNOWN, source) === false;
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
    // Events without a key, or without resources, have no id of one.
    accessKeyIds: isNeeded('@accessKey') ? await read(ACCESS_KEYS) : null,
    resourceIds: isNeeded('@resource') && asksForOneResource(definition) ? await read(RESOURCES) : null,
    search: null,
    categories: null,
    actionsChosen: actionIds !== null,
    successIds: [],
  };
}

// Two tests may be met by two resources of one event, of which neither meets both.
function asksForOneResource({ condition, when }: Searched): boolean {
  const steps = when.kind === 'sequence' ? when.steps.map((step) => step.condition) : [];
  const [test, ...others] = [condition, ...steps].flatMap(resourceTests);
  return test !== undefined && others.length === 0 && !(test.every && test.values.length > 1);
}

function resourceTests(condition: Condition): FieldTest[] {
  if ('all' in condition) return condition.all.flatMap(resourceTests);
  if ('any' in condition) return condition.any.flatMap(resourceTests);
  if ('not' in condition) return resourceTests(condition.not);
  if ('within' in condition) return resourceTests(condition.has);
  return 'field' in condition && condition.field === '@resource' ? [condition] : [];
}

const NOTHING_KNOWN: Subject = subjectOf(NO_EVENT, {});
