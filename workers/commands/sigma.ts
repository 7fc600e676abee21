import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { definitionOf } from '#lib/alerts/definition.ts';
import type { RuleDefinition } from '#lib/alerts/rule-model.ts';
import { type AlertPlace, findPlace } from '#lib/alerts/scope-rules/place.ts';
import type { RuleMode } from '#lib/alerts/scope-rules/schema.ts';
import { exportSigma } from '#lib/alerts/sigma/export-sigma.ts';
import { sigmaFileName } from '#lib/alerts/sigma/file-name.ts';
import { importSigma, type SigmaImport } from '#lib/alerts/sigma/import-sigma.ts';
import { type StoredImport, storeImport } from '#lib/alerts/sigma/mutations.ts';
import { type ScopeKind, scopeKey } from '#lib/auth/scope.ts';
import { errorMessage, TrailkeepError } from '#lib/errors.ts';
import type { PrismaClient } from '#prisma/client.ts';
import { answer, type CommonOptions, withDatabase } from './context.ts';

type Checked = SigmaImport & { file: string };
type PlaceOptions = CommonOptions & { view?: string; account?: string };
type ImportOptions = PlaceOptions & { live?: boolean };
type ExportOptions = PlaceOptions & { to: string };
type AskedPlace = { kind: ScopeKind; id: string };

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
        `${rules} of ${rules + refused} rules can be imported.`,
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
        `Rules: ${stored.added} added, ${stored.changed} changed, ${stored.unchanged} as they were, ${refused} refused.`,
      ]);
    });
  sigma
    .command('export')
    .description(
      'write the rules of a view or account as Sigma files, one each; what Sigma cannot say is told',
    )
    .requiredOption('--to <directory>', 'where the files go')
    .option('--view <slug>', 'the rules of the view')
    .option('--account <number>', 'the rules of this account')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: ExportOptions) => {
      const rules = await withDatabase((db) => readRules(db, scopeOf(options)));
      const written = await writeRules(options.to, rules);
      answer(options, written, [
        ...written.refused.map(({ name, reason }) => `refused: ${name}: ${reason}`),
        `${written.files.length} of ${rules.length} rules written to ${options.to}.`,
      ]);
    });
}

function scopeOf({ view, account }: PlaceOptions): AskedPlace {
  if (view !== undefined && account === undefined) return { kind: 'view', id: view };
  if (account !== undefined && view === undefined)
    return { kind: 'account', id: account.replaceAll('-', '') };
  throw new TrailkeepError('bad-request', 'Name where the rules go: --view SLUG or --account NUMBER.');
}

async function store(
  db: PrismaClient,
  scope: AskedPlace,
  rules: readonly RuleDefinition[],
  mode: RuleMode,
): Promise<StoredImport> {
  const place = await placeOf(db, scope);
  return db.$transaction((tx) =>
    storeImport(tx, 'system', { ...place, target: scopeKey(scope) }, rules, mode),
  );
}

async function readRules(db: PrismaClient, scope: AskedPlace): Promise<RuleDefinition[]> {
  const where = { ...(await placeOf(db, scope)), removedAt: null };
  const rows = await db.alertRule.findMany({ where, orderBy: { id: 'asc' } });
  return rows.map(definitionOf);
}

async function placeOf(db: PrismaClient, scope: AskedPlace): Promise<AlertPlace> {
  const place = await findPlace(db, scope);
  if (place) return place;
  throw new TrailkeepError('not-found', `There is no ${scope.kind} ${scope.id}.`, { hint: 'Add it first.' });
}

type Written = { files: string[]; refused: { name: string; reason: string }[] };

async function writeRules(directory: string, rules: readonly RuleDefinition[]): Promise<Written> {
  await mkdir(directory, { recursive: true });
  const written: Written = { files: [], refused: [] };
  for (const rule of rules) {
    try {
      const text = exportSigma(rule);
      const file = `${freeName(sigmaFileName(rule.name), written.files)}.yml`;
      await writeFile(join(directory, file), text);
      written.files.push(file);
    } catch (error) {
      if (!(error instanceof TrailkeepError)) throw error;
      written.refused.push({ name: rule.name, reason: error.message });
    }
  }
  return written;
}

function freeName(name: string, taken: readonly string[]): string {
  for (let count = 1; ; count += 1) {
    const own = count === 1 ? name : `${name}_${count}`;
    if (!taken.includes(`${own}.yml`)) return own;
  }
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
