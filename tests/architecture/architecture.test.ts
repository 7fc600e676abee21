import { expect, test } from 'vitest';
import {
  IMPURE_MODULES,
  ISOMORPHIC_EXCEPTIONS,
  LAYERS,
  MAX_DEPTH,
  MAX_LINES,
  PURE_ROOMS,
  SERVER_ONLY,
  TOP_LEVEL,
} from './rules.ts';
import { readSourceFiles, type SourceFile } from './source-files.ts';

const files = readSourceFiles();
const byPath = new Map(files.map((file) => [file.path, file]));
const code = files.filter(({ path }) => /\.(ts|tsx|mjs)$/.test(path));

const layerOf = (path: string) =>
  LAYERS.findIndex((rooms) => rooms.some((room) => path === room || path.startsWith(`${room}/`)));
const roomOf = (path: string) => path.split('/').slice(0, 2).join('/');

test('the rules see the code: a few hundred files, and every room of lib has its layer', () => {
  expect(code.length).toBeGreaterThan(100);
  const homeless = code.filter(({ path }) => path.startsWith('lib/') && layerOf(path) === -1);
  expect(homeless.map(({ path }) => path)).toEqual([]);
});

test('top-level folders import only those that they may', () => {
  const breaches = edges().filter(([from, to]) => !TOP_LEVEL[top(from)]?.includes(top(to)));
  expect(breaches.map(arrow)).toEqual([]);
});

test('rooms of lib import their own layer or one before it', () => {
  const breaches = edges().filter(
    ([from, to]) =>
      from.startsWith('lib/') &&
      to.startsWith('lib/') &&
      layerOf(to) > layerOf(from) &&
      !ISOMORPHIC_EXCEPTIONS.includes(to),
  );
  expect(breaches.map(arrow)).toEqual([]);
});

test('no file imports itself over others', () => {
  expect(
    findCircles(new Map(code.map(({ path, imports }) => [path, imports.filter((to) => byPath.has(to))]))),
  ).toEqual([]);
});

test('no room of lib imports itself over other rooms', () => {
  const rooms = new Map<string, string[]>();
  for (const [from, to] of edges()) {
    if (!from.startsWith('lib/') || !to.startsWith('lib/') || ISOMORPHIC_EXCEPTIONS.includes(to)) continue;
    if (roomOf(from) === roomOf(to)) continue;
    rooms.set(roomOf(from), [...(rooms.get(roomOf(from)) ?? []), roomOf(to)]);
  }
  expect(findCircles(rooms)).toEqual([]);
});

test('every import names a file that is there', () => {
  const lost = code.flatMap(({ path, imports }) =>
    imports
      .filter((to) => !byPath.has(to) && !to.startsWith('prisma/generated/') && !to.endsWith('.json'))
      .map((to) => `${path} → ${to}`),
  );
  expect(lost).toEqual([]);
});

test('pure rooms touch no database, network, file, environment or clock', () => {
  const impure = code
    .filter(({ path }) => PURE_ROOMS.some((room) => path.startsWith(`${room}/`)))
    .filter(
      ({ packages, text }) =>
        packages.some((name) => IMPURE_MODULES.some((module) => module.test(name))) ||
        /process\.env|Date\.now\(|new Date\(\)/.test(text),
    );
  expect(impure.map(({ path }) => path)).toEqual([]);
});

test('client components reach nothing that belongs on the server', () => {
  const breaches = code
    .filter(({ text }) => /^['"]use client['"]/.test(text))
    .flatMap((file) => serverReach(file).map((reached) => `${file.path} → ${reached}`));
  expect(breaches).toEqual([]);
});

test('only lib/auth makes scopes', () => {
  const makers = code.filter(
    ({ path, text }) => /\bmintScope\b/.test(text) && !/^(lib\/auth|tests)\//.test(path),
  );
  expect(makers.map(({ path }) => path)).toEqual([]);
});

test('no file is a barrel', () => {
  const barrels = code.filter(
    ({ path, text }) => /^export \* from/m.test(text) || /(^|\/)index\.tsx?$/.test(path),
  );
  expect(barrels.map(({ path }) => path)).toEqual([]);
});

test(`no file is longer than ${MAX_LINES} lines`, () => {
  const long = files.filter(
    ({ path, text }) => !path.includes('/fixtures/') && text.split('\n').length - 1 > MAX_LINES,
  );
  expect(long.map(({ path }) => path)).toEqual([]);
});

test('files have kebab-case names and lie at most four folders deep', () => {
  const odd = code.filter(({ path }) => {
    const [, ...rest] = path.split('/');
    const name = rest.at(-1) ?? '';
    const depth = rest.length - 1;
    return (
      !/^[a-z0-9]+([-.][a-z0-9]+)*\.(ts|tsx|mjs)$/.test(name) ||
      (depth > MAX_DEPTH && !path.startsWith('app/'))
    );
  });
  expect(odd.map(({ path }) => path)).toEqual([]);
});

function edges(): [string, string][] {
  return code.flatMap(({ path, imports }) => imports.map((to): [string, string] => [path, to]));
}

function top(path: string): string {
  return path.split('/')[0] ?? '';
}

function arrow([from, to]: [string, string]): string {
  return `${from} → ${to}`;
}

// A server action is called over the network: what lies behind it stays on the server.
function serverReach(start: SourceFile): string[] {
  const seen = new Set([start.path]);
  const found: string[] = [];
  for (const queue = [start]; queue.length > 0; ) {
    const file = queue.pop() as SourceFile;
    if (/^['"]use server['"]/.test(file.text)) continue;
    found.push(
      ...file.packages
        .filter((name) => SERVER_ONLY.some((module) => module.test(name)))
        .map((name) => `${file.path} (${name})`),
    );
    for (const target of valueImports(file)) {
      const next = byPath.get(target);
      if (target.startsWith('prisma/generated/')) found.push(`${file.path} (${target})`);
      if (!next || seen.has(target)) continue;
      seen.add(target);
      queue.push(next);
    }
  }
  return found;
}

function valueImports({ text, imports }: SourceFile): string[] {
  const typeOnly = new Set(
    [...text.matchAll(/import type[^'"]*['"]([^'"]+)['"]/g)].map(([, target]) =>
      (target ?? '').replace(/^#|^\.+\//, ''),
    ),
  );
  return imports.filter((path) => ![...typeOnly].some((target) => path.endsWith(target)));
}

function findCircles(graph: Map<string, string[]>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (node: string, path: string[]) => {
    if (state.get(node) === 'done') return;
    if (state.get(node) === 'open') {
      circles.push([...path.slice(path.indexOf(node)), node].join(' → '));
      return;
    }
    state.set(node, 'open');
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    state.set(node, 'done');
  };
  for (const node of graph.keys()) visit(node, []);
  return circles;
}
