import { migrate } from '#lib/db/migrate.ts';
import { createPool } from '#lib/db/pool.ts';
import { startTestServer, type TestServer, withDatabase } from '#tests/setup/server.ts';
import { sumWeeks } from '#tests/setup/sum-weeks.ts';

/** Ten events in each hour of a day. */
const HOURLY = `(select array_agg((10::bigint << 34) | hour order by hour) from generate_series(0, 23) hour)`;

const SEED = [
  `insert into app_user (email, name, role) select 'p' || n || '@example.com', 'P' || n, case n when 1 then 'admin' else 'member' end
   from generate_series(1, 2000) n`,
  `insert into view (slug, name) select 'v' || n, 'View ' || n from generate_series(1, 200) n`,
  `insert into account (id, name) select 100000000000 + n, 'Account ' || n from generate_series(1, 5000) n`,
  `insert into view_account select v.id, 100000000000 + ((v.id * 25 + n) % 5000) + 1 from view v cross join generate_series(1, 50) n`,
  `insert into source (view_id, kind, bucket, paused_at) select id, 's3', 'b' || id, now() from view`,
  `insert into source_account (source_id, account_id) select s.id, a.account_id from source s join view_account a using (view_id)`,
  `insert into access_grant (user_id, view_id, level)
   select id, n, 'manager' from app_user cross join generate_series(1, 10) n where email = 'p2@example.com'`,
  `insert into access_grant (user_id, account_id, level)
   select id, 100000000000 + (row_number() over (order by email)), 'owner' from app_user where email <> 'p2@example.com'`,
  `select ensure_week(week::date) from generate_series(date_trunc('week', now() - interval '14 days'), now(), '1 week') week`,
  `insert into activity_value (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours, hour_counts)
   select id, d, 3, 1, 0, 240, 0, 0, 86399, (1 << 24) - 1, ${HOURLY} from account
   cross join generate_series(current_date - 14, current_date, interval '1 day') d`,
  `insert into activity_day (account_id, day, region_id, action_id, principal_id, address_id, error_id, events, first_second, last_second)
   select account_id, day, 1, 1, 1, 1, 0, events, 0, 100 from activity_value`,
  `insert into alert_rule (view_id, builtin_id, mode) select id, 'cis-4.3', 'live' from view`,
  `insert into finding (rule_id, revision, account_id, group_hash, group_values, severity, first_at, last_at, events, historic, silent)
   select r.id, 1, a.account_id, gen_random_uuid(), '{}', 'high', d, d, 1, false, false from alert_rule r join view_account a using (view_id)
   cross join generate_series(current_date - 1, current_date, interval '1 day') d`,
  // What Home has no use for, as every account has it: users, addresses, actions.
  `insert into activity_value (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours, hour_counts)
   select account_id, day, kind, 1, 0, 240, 0, 0, 86399, (1 << 24) - 1, ${HOURLY} from activity_day cross join generate_series(4, 8) kind`,
];

/**
 * A Postgres of its own with a database of 2,000 people, 5,000 accounts and 200 views of 50 accounts each. `p1@example.com` is an
 * admin, `p2` manages ten views, every other owns an account. Accounts have two weeks of events until today and two open findings in each
 * view that holds them. `url` is the owner's.
 */
export async function startManyScopes(): Promise<TestServer> {
  const server = await startTestServer();
  const url = withDatabase(server.url, 'trailkeep_template');
  await migrate(url, server.secretKey);
  const owner = createPool(url, 1);
  for (const statement of SEED) await owner.query(statement);
  await sumWeeks(owner);
  await owner.query('vacuum analyze');
  await owner.end();
  return { ...server, url };
}
