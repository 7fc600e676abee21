import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { portalOrigin } from '#lib/auth/portal-origin.ts';
import { createRolePool } from '#lib/db/pool.ts';
import { createPrisma } from '#lib/db/prisma.ts';
import { env } from '#lib/env.ts';
import { TrailkeepError, toTrailkeepError } from '#lib/errors.ts';
import { createFirstAdminLink } from '#lib/users/first-admin.ts';
import { claimPortal, prepareDatabase } from './prepare-database.ts';
import { openSample, type Sample } from './sample.ts';
import { superviseWeb } from './start-web.ts';
import { type Supervised, supervise } from './supervise.ts';

/** What `npm start` runs: the database, the sample organisation, the worker and the web, started in order and stopped in order. */
const undo: (() => Promise<unknown>)[] = [];
let stopping = false;

function say(line: string): void {
  process.stderr.write(`trailkeep: ${line}\n`);
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const step of undo.reverse())
    await step().catch((error: unknown) => say(toTrailkeepError(error).message));
  process.exit(code);
}

async function start(): Promise<void> {
  const settings = env();
  await requireFreePort(settings.HOST, settings.PORT);
  say(
    settings.DATABASE_URL
      ? 'preparing the database …'
      : `starting the embedded database in ${settings.dataDirectory} …`,
  );
  const database = await prepareDatabase(settings);
  undo.push(database.release);
  undo.push(await claimPortal(settings));
  if (database.applied.length > 0) say(`database: applied ${database.applied.join(', ')}`);

  const pool = createRolePool('web', 2);
  const db = createPrisma(pool);
  const sample = await openSample(db, settings, say);
  if (sample) undo.push(sample.close);
  const firstAdmin = sample ? null : await createFirstAdminLink(db);
  await pool.end();

  const dev = process.argv.includes('--dev');
  const children: Supervised[] = [supervise('worker.ts', say), superviseWeb(say, { dev })];
  undo.push(() => Promise.all(children.map((child) => child.stop())));
  say('starting the worker and the web …');
  await webAnswers();
  announce(sample, firstAdmin);
}

async function requireFreePort(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      const message = taken
        ? `Port ${port} on ${host} is taken.`
        : `Cannot listen on ${host}:${port}: ${cause.message}.`;
      const hint = taken
        ? `Stop what uses it, or choose another: PORT=${port + 1} npm start.`
        : 'Check HOST and PORT.';
      reject(new TrailkeepError('configuration', message, { hint, cause }));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

async function webAnswers(): Promise<void> {
  const { HOST, PORT } = env();
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  for (let waited = 0; waited < 60_000 && !stopping; waited += 100) {
    const answer = await fetch(`http://${host}:${PORT}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  if (!stopping)
    throw new TrailkeepError('internal', 'The web did not answer within a minute.', {
      hint: 'The lines above say why.',
    });
}

function announce(sample: Sample | null, firstAdmin: string | null): void {
  const lines = ['', `Trailkeep runs at ${portalOrigin()}`, ''];
  if (sample) {
    lines.push('The sample organisation is in it (TRAILKEEP_DEMO=0 starts without). Sign in as one of:');
    for (const { email, password, may } of sample.people)
      lines.push(`  ${email.padEnd(28)} ${password}   ${may}`);
  } else if (firstAdmin) {
    lines.push(
      'Nobody can sign in yet. Create the first security admin here (valid for a day):',
      `  ${firstAdmin}`,
    );
  } else {
    lines.push('Sign in with your account.');
  }
  process.stdout.write(`${lines.join('\n')}\n\nCtrl-C stops it.\n`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    say('stopping …');
    void stop(0);
  });
}

try {
  await start();
} catch (thrown) {
  const error = toTrailkeepError(thrown);
  say([error.message, error.hint].filter(Boolean).join(' '));
  if (error.code === 'internal') console.error(thrown);
  await stop(1);
}
