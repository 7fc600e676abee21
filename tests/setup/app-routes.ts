import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const APP = join(import.meta.dirname, '../../app');

/**
 * Every page and endpoint of the app that answers GET, as a pattern: `/[scopeKind]/[scopeId]/events`. Groups in parentheses are left
 * out. What answers only other methods stands in app-mutations.ts.
 */
export function appRoutes(): string[] {
  return routesOf(/(^|\/)(page\.tsx|route\.ts)$/);
}

/** The pages alone. */
export function pageRoutes(): string[] {
  return routesOf(/(^|\/)page\.tsx$/);
}

function routesOf(files: RegExp): string[] {
  return readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((path) => files.test(path) && isRead(path))
    .map(
      (path) =>
        `/${path
          .split('/')
          .slice(0, -1)
          .filter((part) => !part.startsWith('('))
          .join('/')}`,
    )
    .sort();
}

function isRead(path: string): boolean {
  return path.endsWith('.tsx') || /\bGET\b/.test(readFileSync(join(APP, path), 'utf8'));
}
