import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { importSigma, type SigmaImport } from '#lib/alerts/sigma/import-sigma.ts';
import { errorMessage, TrailkeepError } from '#lib/errors.ts';
import { answer, type CommonOptions } from './context.ts';

type Checked = SigmaImport & { file: string };

export function addSigmaCommands(program: Command): void {
  const sigma = program.command('sigma').description('Sigma rules for CloudTrail');
  sigma
    .command('check')
    .description('say which rules of the files can be imported and which cannot, with line and reason')
    .argument('<file...>', 'YAML files, of one rule or many')
    .option('--json', 'one JSON object on stdout')
    .action(async (files: string[], options: CommonOptions) => {
      const checked = await Promise.all(files.map(check));
      const refused = checked.reduce((sum, file) => sum + file.refused.length, 0);
      const taken = checked.reduce((sum, file) => sum + file.rules.length, 0);
      answer(options, { rules: taken, refused, files: checked }, [
        ...checked.flatMap(linesOf),
        `${taken} rules can be imported, ${refused} cannot.`,
      ]);
      if (refused > 0) process.exitCode = 1;
    });
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
