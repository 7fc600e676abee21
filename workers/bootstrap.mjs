// npm start, npm test and the others: prepares what is missing, then runs the part that was asked for.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { become, ensureBuilt, ensureInstalled, environment, fail, node, root, run, say } from './prepare.mjs';

const [command, ...args] = process.argv.slice(2);

const commands = {
  start() {
    ensureInstalled();
    ensureBuilt();
    become('workers/portal.ts', args);
  },
  dev() {
    ensureInstalled();
    become('workers/portal.ts', ['--dev', ...args]);
  },
  worker() {
    ensureInstalled();
    become('workers/worker.ts', args);
  },
  test() {
    ensureInstalled();
    ensureBrowser();
    ensureBuilt();
    become('tests/setup/run-all.ts', args);
  },
  bench() {
    ensureInstalled();
    // Another of the measurements by its name: `npm run bench -- alerts`.
    const [name = ''] = args;
    // This one asks for pages.
    if (name === 'many-scopes') ensureBuilt();
    const named = existsSync(join(root, 'tests/bench', `${name}.ts`));
    become(`tests/bench/${named ? name : 'run'}.ts`, named ? args.slice(1) : args);
  },
  check() {
    ensureInstalled();
    const bin = (name) => join(root, 'node_modules/.bin', name);
    say('types …');
    run(node(), [bin('next'), 'typegen'], 'Route types could not be generated', true);
    run(bin('tsc'), ['--noEmit'], 'Types do not fit');
    say('lint and format …');
    run(bin('biome'), ['check'], 'Lint or format faults');
    say('architecture …');
    run(
      node(),
      [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'tests/architecture'],
      'The architecture is breached',
    );
    say('packages …');
    run(node(), [join(root, 'workers/audit-dependencies.ts')], 'Packages have severe faults');
  },
};

function ensureBrowser() {
  if (['/usr/bin/chromium', process.env.CHROMIUM_PATH].some((path) => path && existsSync(path))) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    fail(
      'the browser tests need Chromium: install it, and set CHROMIUM_PATH if it is not /usr/bin/chromium.',
    );
  }
  say('installing Chromium for the browser tests …');
  for (const words of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    const result = spawnSync('apt-get', words, { stdio: ['ignore', 2, 2], env: environment() });
    if (result.status !== 0) fail(`apt-get ${words[0]} failed: install Chromium by hand.`);
  }
}

const chosen = commands[command];
if (!chosen)
  fail(`unknown command ${command ?? ''}: use npm start, npm test, npm run bench or npm run check.`);
chosen();
