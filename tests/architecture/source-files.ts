import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export type SourceFile = {
  /** From the top of the repository. */
  path: string;
  text: string;
  /** Files of the repository that it imports. */
  imports: string[];
  /** Packages and node: modules that it imports as values. */
  packages: string[];
};

const ROOT = join(import.meta.dirname, '../..');
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\s+from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every source file that git knows or would take, with its imports resolved. */
export function readSourceFiles(): SourceFile[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '-co', '--exclude-standard', '--', 'app', 'components', 'lib', 'workers', 'tests', 'prisma'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  return listed
    .split('\n')
    .filter((path) => /\.(ts|tsx|mjs|css|sql)$/.test(path) && existsSync(join(ROOT, path)))
    .map(readSourceFile);
}

function readSourceFile(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const imports: string[] = [];
  const packages: string[] = [];
  if (!/\.(ts|tsx|mjs)$/.test(path)) return { path, text, imports, packages };
  for (const [, type, statement, dynamic] of text.matchAll(IMPORT)) {
    const target = statement ?? dynamic ?? '';
    const file = resolveImport(path, target);
    if (file) imports.push(file);
    else if (!type) packages.push(target);
  }
  return { path, text, imports, packages };
}

function resolveImport(from: string, target: string): string | null {
  if (target.startsWith('.')) return normalize(join(dirname(from), target));
  if (target.startsWith('#prisma/')) return target.replace('#prisma/', 'prisma/generated/');
  if (target.startsWith('#')) return target.slice(1);
  return null;
}
