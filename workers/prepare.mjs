// Runs on whatever Node the machine has (20.9 or newer), before anything is installed: plain JavaScript, no packages.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');

/** Prints one line of progress. On stderr: stdout belongs to what a command answers. */
export function say(line) {
  process.stderr.write(`trailkeep: ${line}\n`);
}

/** Ends the process with one clear line. */
export function fail(line) {
  say(line);
  process.exit(1);
}

/** Installs the packages if the lock file changed since they were last installed, and generates the Prisma client. */
export function ensureInstalled() {
  once('packages', [join(root, 'package-lock.json')], () => {
    say('installing packages (a minute or two the first time) …');
    run(
      'npm',
      ['install', '--no-audit', '--no-fund', '--loglevel=error'],
      'The packages could not be installed',
    );
    linkCommand();
  });
  once('prisma-client', [join(root, 'prisma/models')], () => {
    run(
      node(),
      [join(modules, 'prisma/build/index.js'), 'generate'],
      'The Prisma client could not be generated',
      true,
    );
  });
}

/** Builds the web once for this state of the sources. */
export function ensureBuilt() {
  const sources = [
    'app',
    'components',
    'lib',
    'prisma/models',
    'public',
    'next.config.js',
    'proxy.ts',
    'package-lock.json',
  ];
  once('web-build', sources.map((name) => join(root, name)).filter(existsSync), () => {
    say('building the web pages (half a minute) …');
    run(node(), [join(modules, 'next/dist/bin/next'), 'build'], 'The web pages could not be built', true);
  });
}

/** The Node that runs Trailkeep: 24 from the packages, or the machine's own where it is new enough. */
export function node() {
  const packaged = join(modules, '.bin/node');
  if (existsSync(packaged)) return packaged;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(
    `Node ${process.versions.node} is too old for this machine (${process.platform} ${process.arch}): install Node 24.`,
  );
}

/** Starts a script under that Node with this process's terminal, passes signals on, and ends with its exit code. */
export function become(script, args) {
  const child = spawn(node(), [join(root, script), ...args], { stdio: 'inherit', env: environment() });
  // Ctrl-C reaches the child by itself; it stops in order, and this process with it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  }
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

/** The environment with the packages' programs, Node 24 among them, first on PATH. */
export function environment() {
  return {
    ...process.env,
    PATH: `${join(modules, '.bin')}:${process.env.PATH}`,
    NEXT_TELEMETRY_DISABLED: '1',
    // Compiled code is kept between starts: a thread of the worker starts with a third less CPU time.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, '.trailkeep', 'compiled'),
  };
}

/** Runs a program to its end; its output is shown, or with `quiet` only when it fails. */
export function run(program, args, failure, quiet = false) {
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2];
  const result = spawnSync(program, args, { cwd: root, stdio, env: environment(), encoding: 'utf8' });
  if (result.status === 0) return;
  if (quiet) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  fail(
    `${failure} (${program.split('/').at(-1)} ${result.error?.message ?? `ended with ${result.status ?? result.signal}`}).`,
  );
}

// Does `work` unless it was done for exactly these contents; the stamp is written only after it succeeded.
function once(name, paths, work) {
  const stamp = join(modules, '.trailkeep', name);
  const wanted = digest(paths);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const entries = listing(path);
  if (entries === null) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path));
    return;
  }
  for (const entry of entries) addTo(hash, join(path, entry));
}

function listing(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  }
}

// `npx trailkeep` finds the project's own command where it finds those of packages.
function linkCommand() {
  const link = join(modules, '.bin/trailkeep');
  rmSync(link, { force: true });
  symlinkSync('../../workers/bin.mjs', link);
}
