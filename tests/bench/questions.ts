import type { Scope } from '#lib/auth/scope.ts';
import type { Queryable } from '#lib/db/pool.ts';
import { groupEvents } from '#lib/events/queries/group-events.ts';
import { listEvents } from '#lib/events/queries/list-events.ts';
import { type Aggregate, eventFilters, type GroupBy } from '#lib/events/schema.ts';
import { summarise } from '#lib/summary/queries/summarise.ts';
import { LIST_FIELDS, SUMMARY_LISTS } from '#lib/summary/schema.ts';
import { END, START } from './dataset.ts';
import type { Duckdb } from './duckdb-connection.ts';
import * as duck from './duckdb-questions.ts';
import type { Answer, Subjects } from './subjects.ts';

/** One question of a report, as each of the two asks it. */
export type Question = {
  name: string;
  trailkeep: (db: Queryable, scope: Scope) => Promise<Answer>;
  duckdb: (db: Duckdb) => Promise<Answer>;
};

type Filters = Partial<Omit<Parameters<typeof eventFilters.parse>[0] & object, 'from' | 'to'>>;
const filtersOf = (given: Filters) => eventFilters.parse({ from: START, to: END, ...given });

const LISTED = 10;
const NEWEST = 50;

export function questionsAbout({ user, account, resource, wildcard }: Subjects): Question[] {
  return [
    {
      name: 'Events report as it opens: by user, by day, 14 days',
      trailkeep: groups('user', 'day', {}),
      duckdb: duck.groups('user_label', 'day', 'true'),
    },
    {
      name: 'the same by hour',
      trailkeep: groups('user', 'hour', {}),
      duckdb: duck.groups('user_label', 'hour', 'true'),
    },
    {
      name: 'one account, errors only, by user and day',
      trailkeep: groups('user', 'day', { account: [account], outcome: 'error' }),
      duckdb: duck.groups('user_label', 'day', `account_id = ${account}::bigint and outcome <> 'success'`),
    },
    {
      name: 'Summary: region, service, event, user, IP, resource',
      trailkeep: summary,
      duckdb: duck.summary(LISTED),
    },
    {
      name: `newest ${NEWEST} events of one user`,
      trailkeep: newest({ user: [user] }),
      duckdb: duck.newest(`user_label = ${duck.text(user)}`, NEWEST),
    },
    {
      name: `newest ${NEWEST} events of one resource`,
      trailkeep: newest({ resource: [resource] }),
      duckdb: duck.newest(`list_contains(resources, ${duck.text(resource)})`, NEWEST),
    },
    {
      name: 'one resource: count by event and day',
      trailkeep: groups('event', 'day', { resource: [resource] }),
      duckdb: duck.groups('event_name', 'day', `list_contains(resources, ${duck.text(resource)})`),
    },
    {
      name: `wildcard ${wildcard}, by user and day`,
      trailkeep: groups('user', 'day', { q: wildcard }),
      duckdb: duck.groups('user_label', 'day', duck.matches(wildcard)),
    },
  ];
}

function groups(groupBy: GroupBy, aggregate: Aggregate, filters: Filters): Question['trailkeep'] {
  return async (db, scope) => {
    const answer = await groupEvents(db, scope, filtersOf(filters), { groupBy, aggregate });
    return Object.fromEntries(answer.groups.map(({ value, events }) => [value, events]));
  };
}

/**
 * All that the page shows: the lists, and beside them trails, totals, errors and the chart, each for the period before too.
 * Resources are asked for and not compared: Trailkeep knows those that only the request or the response names, too.
 */
async function summary(db: Queryable, scope: Scope): Promise<Answer> {
  const found = await summarise(db, scope, { from: START, to: END, limit: LISTED }, END);
  const answer: Record<string, number> = {};
  for (const list of SUMMARY_LISTS) {
    if (list === 'resources') continue;
    for (const { value, events } of found[list]) answer[`${LIST_FIELDS[list]} ${value}`] = events;
  }
  return answer;
}

function newest(filters: Filters): Question['trailkeep'] {
  return async (db, scope) => {
    const page = await listEvents(db, scope, filtersOf(filters), { limit: NEWEST });
    return page.events.map(({ eventId }) => eventId);
  };
}
