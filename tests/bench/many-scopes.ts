import { performance } from 'node:perf_hooks';
import { parseHomeSearch } from '#lib/accounts/home-search.ts';
import { pageHome } from '#lib/accounts/prepare-home.ts';
import { readHealth, readHome } from '#lib/accounts/read-home.ts';
import { sumOpenFindings, worstFirst } from '#lib/alerts/findings/open-findings.ts';
import { countOpenByAccount } from '#lib/alerts/findings/queries/count-open-findings.ts';
import { type Actor, findActor } from '#lib/auth/actor.ts';
import { listScopes } from '#lib/auth/list-scopes.ts';
import { readScope } from '#lib/auth/read-scope.ts';
import { resolveReach } from '#lib/auth/resolve-reach.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import { roleUrl } from '#lib/db/connection.ts';
import { migrate } from '#lib/db/migrate.ts';
import { createPool } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { startTestServer, withDatabase } from '#tests/setup/server.ts';
import { sumWeeks } from '#tests/setup/sum-weeks.ts';

/**
 * How long rights take with 2,000 people, 5,000 accounts and 200 views: `npm run bench -- many-scopes` prints the middle of
 * 51 runs, for an admin, who sees it all, for a manager of ten views and for an owner. Accounts have two weeks of events and, where a
 * view holds them, open findings. What it takes to draw Home is not in it.
 */
const SEED = [
  `insert into app_user (email, name, role) select 'p' || n || '@example.com', 'P' || n, case n when 1 then 'admin' else 'member' end
   from generate_series(1, 2000) n`,
  `insert into view (slug, name) select 'v' || n, 'View ' || n from generate_series(1, 200) n`,
  `insert into account (id, name) select 100000000000 + n, 'Account ' || n from generate_series(1, 5000) n`,
  `insert into view_account select v.id, 100000000000 + ((v.id * 25 + n) % 5000) + 1 from view v cross join generate_series(1, 50) n`,
  `insert into source (view_id, kind, bucket) select id, 's3', 'b' || id from view`,
  `insert into source_account (source_id, account_id) select s.id, a.account_id from source s join view_account a using (view_id)`,
  `insert into access_grant (user_id, view_id, level)
   select id, n, 'manager' from app_user cross join generate_series(1, 10) n where email = 'p2@example.com'`,
  `insert into access_grant (user_id, account_id, level)
   select id, 100000000000 + (row_number() over (order by email)), 'owner' from app_user where email <> 'p2@example.com'`,
  ...['2026-11-02', '2026-11-09', '2026-11-16'].map((week) => `select ensure_week('${week}')`),
  `insert into activity_value (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours, hour_counts)
   select id, d, 3, 1, 0, 10, 0, 0, 100, 1, array[10::bigint << 34] from account
   cross join generate_series('2026-11-06'::timestamptz, '2026-11-20', '1 day') d`,
  `insert into activity_day (account_id, day, region_id, action_id, principal_id, address_id, error_id, events, first_second, last_second)
   select account_id, day, 1, 1, 1, 1, 0, events, 0, 100 from activity_value`,
  `insert into alert_rule (view_id, builtin_id, mode) select id, 'cis-4.3', 'live' from view`,
  `insert into finding (rule_id, revision, account_id, group_hash, group_values, severity, first_at, last_at, events, historic, silent)
   select r.id, 1, a.account_id, gen_random_uuid(), '{}', 'high', d, d, 1, false, false from alert_rule r join view_account a using (view_id)
   cross join generate_series('2026-11-19'::timestamptz, '2026-11-20', '1 day') d`,
  // What Home has no use for, as every account has it: users, addresses, actions.
  `insert into activity_value (account_id, day, kind, value_id, category, events, errors, first_second, last_second, hours, hour_counts)
   select account_id, day, kind, 1, 0, 10, 0, 0, 100, 1, array[10::bigint << 34] from activity_day cross join generate_series(4, 8) kind`,
];
const NOW = new Date('2026-11-20T12:00:00Z');
const RUNS = 51;

const server = await startTestServer();
const url = withDatabase(server.url, 'trailkeep_template');
await migrate(url, server.secretKey);
const owner = createPool(url, 1);
for (const statement of SEED) await owner.query(statement);
await sumWeeks(owner);
await owner.query('vacuum analyze');
await owner.end();
const pool = createPool(roleUrl(url, 'web', server.secretKey), 4);
const prisma = createPrisma(pool);
try {
  for (const [person, email] of Object.entries({ admin: 'p1', manager: 'p2', owner: 'p3' })) {
    const user = await prisma.user.findUniqueOrThrow({ where: { email: `${email}@example.com` } });
    await measurePerson(person, user.id);
  }
} finally {
  await prisma.$disconnect();
  await pool.end();
  await server.stop();
}

/** Everything of Home but its markup. */
async function home(actor: Actor): Promise<void> {
  const reach = await resolveReach(actor, prisma);
  const [found, counts] = await Promise.all([
    readHome(pool, reach, NOW),
    readScope(pool, reach.scope, (db) => countOpenByAccount(db, reach.scope)),
  ]);
  const findings = sumOpenFindings(reach, counts);
  const page = pageHome(found, parseHomeSearch({}), {
    views: worstFirst(findings.views, ({ slug }) => slug),
    accounts: worstFirst(findings.accounts, ({ id }) => id),
  });
  await readHealth(pool, reach, page.accounts.items, found);
}

async function measurePerson(person: string, userId: string): Promise<void> {
  const actor = await findActor(prisma, userId);
  if (!actor) throw new Error(`no ${person}`);
  const choices = await listScopes(actor, prisma, { limit: 51 });
  const view = choices.views[0];
  const account = choices.accounts[0];
  const found = {
    'who it is': () => findActor(prisma, userId),
    'scope of a view': () => view && resolveScope(actor, 'view', view.slug, prisma),
    'scope of an account': () => account && resolveScope(actor, 'account', account.id, prisma),
    'switcher, opened': () => listScopes(actor, prisma, { limit: 51 }),
    'switcher, typed in': () => listScopes(actor, prisma, { find: '4321', limit: 50 }),
    'everything one may see': () => resolveReach(actor, prisma),
    'the home page': () => home(actor),
  };
  for (const [name, work] of Object.entries(found)) {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const start = performance.now();
      await work();
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    console.info(`${person.padEnd(8)} ${name.padEnd(24)} ${times[RUNS >> 1]?.toFixed(1)} ms`);
  }
}
