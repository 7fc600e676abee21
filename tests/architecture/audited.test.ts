import { describe, expect, it } from 'vitest';
import { readSourceFiles } from './source-files.ts';

/** Server actions that change nothing which would have to stand in the audit log, each with the reason. */
const CHANGES_NOTHING: Record<string, string> = {
  findPeopleAction: 'looks for people',
  findPlacesAction: 'looks for views and accounts',
  findOwnPlacesAction: 'looks for views and accounts of their own',
  proposeExclusionAction: 'says what the events of a finding have in common',
  previewExclusionAction: 'counts what an exclusion would hide',
};

/** Server actions whose refusals are noted where the person is found out, by name. */
const BEFORE_A_PERSON: readonly string[] = ['lib/users/actions.ts', 'lib/auth/actions.ts'];

/** A line is written here, or by a function of another file that the caller's transaction is given to. */
const WRITES_A_LINE = /\b(recordAudits?|auditSource|insertUser|insertGrant)\(|into audit_entry/;

const sources = readSourceFiles();
const texts = new Map(sources.map(({ path, text }) => [path, text]));
const actionFiles = sources.filter(({ text }) => text.startsWith("'use server'"));

type Action = { path: string; name: string; body: string };
const actions: Action[] = actionFiles.flatMap(({ path, text }) =>
  [...text.matchAll(/^export async function (\w+)[\s\S]*?^}/gm)].map(([body, name]) => ({
    path,
    name: name ?? '',
    body,
  })),
);

/** The files from which an action takes the functions that it calls. */
function filesCalled({ path, body }: Action): string[] {
  const text = texts.get(path) ?? '';
  const imports = [...text.matchAll(/^import \{([^}]+)\} from '([^']+)';/gm)];
  return imports.flatMap(([, names = '', from = '']) => {
    const called = names
      .split(',')
      .map((name) => name.trim())
      .some((name) => new RegExp(`\\b${name}\\(`).test(body));
    const file = from.startsWith('#')
      ? from.slice(1)
      : `${path.slice(0, path.lastIndexOf('/'))}${from.slice(1)}`;
    return called ? [file] : [];
  });
}

describe('a server action', () => {
  it('was found in every file of server actions', () => {
    expect(actions.length).toBeGreaterThan(30);
    for (const { path } of actionFiles)
      expect
        .soft(
          actions.some((action) => action.path === path),
          path,
        )
        .toBe(true);
  });

  it('changes things only through files that write to the audit log', () => {
    const silent = actions.filter(
      (action) =>
        !(action.name in CHANGES_NOTHING) &&
        !filesCalled(action).some((file) => WRITES_A_LINE.test(texts.get(file) ?? '')),
    );
    expect(silent.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
  });

  it('answers what its person has no right to by `failedAction`, which notes the attempt', () => {
    const others = actionFiles.filter(
      ({ path, text }) => !BEFORE_A_PERSON.includes(path) && /\bfailedForm\b/.test(text),
    );
    expect(others.map(({ path }) => path)).toEqual([]);
  });
});
