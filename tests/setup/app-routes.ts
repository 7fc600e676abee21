import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const APP = join(import.meta.dirname, '../../app');

/** Every page and endpoint of the app as a pattern: `/[scopeKind]/[scopeId]/events`. Groups in parentheses are left out. */
export function appRoutes(): string[] {
  return readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)(page\.tsx|route\.ts)$/.test(path))
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
