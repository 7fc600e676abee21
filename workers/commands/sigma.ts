import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { findPlace } from '#lib/alerts/scope-rules/place.ts';
import type { RuleMode } from '#lib/alerts/scope-rules/schema.ts';
import { importSigma, type SigmaImport } from '#lib/alerts/sigma/import-sigma.ts';
import { type StoredImport, storeImport } from '#lib/alerts/sigma/mutations.ts';
import { type ScopeKind, scopeKey } from '#lib/auth/scope.ts';
import { errorMessage, TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { answer, type CommonOptions, withDatabase } from './context.ts';

type Checked = SigmaImport & { file: string };
type ImportOptions = CommonOptions & { view?: string; account?: string; live?: boolean };

export function addSigmaCommands(program: Command): void {
  const sigma = program.command('sigma').description('Sigma rules for CloudTrail');
  sigma
    .command('check')
    .description('say which rules of the files can be imported and which cannot, with line and reason')
    .argument('<file...>', 'YAML files, of one rule or many')
    .option('--json', 'one JSON object on stdout')
    .action(async (files: string[], options: CommonOptions) => {
      const checked = await Promise.all(files.map(check));
      const { rules, refused } = countsOf(checked);
      answer(options, { rules, refused, files: checked }, [
        ...checked.flatMap(linesOf),
        `${rules} rules can be imported, ${refused} cannot.`,
      ]);
    });
  sigma
    .command('import')
    .description(
      'store the rules of the files; one that was imported before is changed to what its file says now',
    )
    .argument('<file...>', 'YAML files, of one rule or many')
    .option('--view <slug>', 'for all accounts of the view')
    .option('--account <number>', 'for this account')
    .option('--live', 'new rules send what they find; without, they only keep it')
    .option('--json', 'one JSON object on stdout')
    .action(async (files: string[], options: ImportOptions) => {
      const scope = scopeOf(options);
      const checked = await Promise.all(files.map(check));
      const rules = checked.flatMap((file) => file.rules.map(({ definition }) => definition));
      const stored = await withDatabase((db) => store(db, scope, rules, options.live ? 'live' : 'silent'));
      const { refused } = countsOf(checked);
      answer(options, { ...stored, refused, files: checked }, [
        ...checked.flatMap(linesOf),
        `${stored.added} rules added, ${stored.changed} changed, ${stored.unchanged} as they were; ${refused} refused.`,
      ]);
    });
}

function scopeOf({ view, account }: ImportOptions): { kind: ScopeKind; id: string } {
  if (view !== undefined && account === undefined) return { kind: 'view', id: view };
  if (account !== undefined && view === undefined)
    return { kind: 'account', id: account.replaceAll('-', '') };
  throw new TrailkeepError('bad-request', 'Name where the rules go: --view SLUG or --account NUMBER.');
}

async function store(
  db: PrismaClient,
  scope: { kind: ScopeKind; id: string },
  rules: readonly RuleDefinition[],
  mode: RuleMode,
): Promise<StoredImport> {
  const place = await findPlace(db, scope);
  if (!place)
    throw new TrailkeepError('not-found', `There is no ${scope.kind} ${scope.id}.`, {
      hint: 'Add it first.',
    });
  return db.$transaction((tx) =>
    storeImport(tx, 'system', { ...place, target: scopeKey(scope) }, rules, mode),
  );
}

// What is refused makes the command fail, after everything else is done.
function countsOf(checked: readonly Checked[]): { rules: number; refused: number } {
  const refused = checked.reduce((sum, file) => sum + file.refused.length, 0);
  if (refused > 0) process.exitCode = 1;
  return { rules: checked.reduce((sum, file) => sum + file.rules.length, 0), refused };
}

async function check(file: string): Promise<Checked> {
  return { file, ...importSigma(await textOf(file)) };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new TrailkeepError('bad-request', `${file} cannot be read: ${errorMessage(error)}.`, {
      hint: 'Give the paths of YAML files.',
      cause: error,
    });
  }
}

// In the form that editors and terminals make a link of: file:line.
function linesOf({ file, rules, refused }: Checked): string[] {
  const notes = [
    ...rules.flatMap(({ line, definition, warnings }) => [
      { line, text: `ok: ${definition.name} (${definition.severity})` },
      ...warnings.map((warning) => ({ line, text: `note: ${warning}` })),
    ]),
    ...refused.map(({ line, title, reason }) => ({
      line,
      text: `refused: ${title ? `${title}: ` : ''}${reason}`,
    })),
  ];
  return notes.toSorted((a, b) => a.line - b.line).map(({ line, text }) => `${file}:${line}: ${text}`);
}
