import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
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
import { encodeSession, nowSeconds, sessionCookieName } from '#lib/auth/session-cookie.ts';
import { roleUrl } from '#lib/db/connection.ts';
import { createPool } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import type { User } from '#prisma/client.ts';
import { superviseWeb } from '../../workers/start-web.ts';
import { startManyScopes } from './many-scopes-database.ts';

/**
 * How long rights and Home take with the people and accounts of `startManyScopes`: `npm run bench -- many-scopes` prints the
 * middle of 51 runs after 20 others, for an admin, who sees it all, for a manager of ten views and for an owner. "Home's data" is
 * everything of Home but its markup; "GET /" is the page as a signed-in browser gets it from the web, to its last byte.
 */
const WARM_UP = 20;
const RUNS = 51;
const PORT = '3397';

// For the web, and for this process, which signs people in.
Object.assign(process.env, { PORT, LOG_LEVEL: 'warn', NEXTAUTH_SECRET: randomBytes(32).toString('base64') });
const { url, secretKey, directory, stop } = await startManyScopes();
Object.assign(process.env, {
  DATABASE_URL: url,
  TRAILKEEP_SECRET_KEY: secretKey,
  TRAILKEEP_DATA_DIR: directory,
});
const pool = createPool(roleUrl(url, 'web', secretKey), 4);
const prisma = createPrisma(pool);
const web = superviseWeb((line) => console.error(line));
try {
  await webAnswers();
  console.info(`load ${loadavg()[0]?.toFixed(1)}`);
  for (const [person, name] of Object.entries({ admin: 'p1', manager: 'p2', owner: 'p3' })) {
    const user = await prisma.user.findUniqueOrThrow({ where: { email: `${name}@example.com` } });
    await measurePerson(person, user);
  }
} finally {
  await web.stop();
  await prisma.$disconnect();
  await pool.end();
  await stop();
  await rm(directory, { recursive: true });
}

async function homeData(actor: Actor): Promise<void> {
  const reach = await resolveReach(actor, prisma);
  const [found, counts] = await Promise.all([
    readHome(pool, reach, new Date()),
    readScope(pool, reach.scope, (db) => countOpenByAccount(db, reach.scope)),
  ]);
  const findings = sumOpenFindings(reach, counts);
  const page = pageHome(found, parseHomeSearch({}), {
    views: worstFirst(findings.views, ({ slug }) => slug),
    accounts: worstFirst(findings.accounts, ({ id }) => id),
  });
  await readHealth(pool, reach, page.accounts.items, found);
}

async function webAnswers(): Promise<void> {
  const answered = () =>
    fetch(`http://127.0.0.1:${PORT}/sign-in`).then(
      (answer) => answer.ok,
      () => false,
    );
  for (let waited = 0; !(await answered()); waited += 100) {
    if (waited > 60_000) throw new Error('the web did not answer within a minute');
    await sleep(100);
  }
}

/** The whole page, as bytes. `path` is of the portal. */
async function get(path: string, cookie: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${PORT}${path}`, { headers: { cookie }, redirect: 'manual' });
  if (answer.status !== 200) throw new Error(`GET ${path} answered ${answer.status}`);
  await answer.arrayBuffer();
}

async function measurePerson(person: string, { id: userId, sessionVersion: version }: User): Promise<void> {
  const actor = await findActor(prisma, userId);
  if (!actor) throw new Error(`no ${person}`);
  const choices = await listScopes(actor, prisma, { limit: 51 });
  const view = choices.views[0];
  const account = choices.accounts[0];
  const session = await encodeSession({ userId, version, startedAt: nowSeconds() });
  const cookie = `${sessionCookieName()}=${session}`;
  const measured = {
    'who it is': () => findActor(prisma, userId),
    'scope of a view': () => view && resolveScope(actor, 'view', view.slug, prisma),
    'scope of an account': () => account && resolveScope(actor, 'account', account.id, prisma),
    'switcher, opened': () => listScopes(actor, prisma, { limit: 51 }),
    'switcher, typed in': () => listScopes(actor, prisma, { find: '4321', limit: 50 }),
    'everything one may see': () => resolveReach(actor, prisma),
    "Home's data": () => homeData(actor),
    'GET /': () => get('/', cookie),
    'GET /profile': () => get('/profile', cookie),
  };
  for (const [name, work] of Object.entries(measured)) {
    for (let run = 0; run < WARM_UP; run++) await work();
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
