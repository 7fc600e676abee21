import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const APP = join(import.meta.dirname, '../../app');
const EXPORTED = /(?:export (?:const|async function|function)|\bas) (POST|PUT|PATCH|DELETE)\b/g;

/** Every method by which an endpoint changes something, with the endpoint: `POST /api/v1/saved-searches`. */
export function appMutations(): string[] {
  return readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)route\.ts$/.test(path))
    .flatMap((path) => {
      const methods = readFileSync(join(APP, path), 'utf8').matchAll(EXPORTED);
      return [...methods].map(([, method]) => `${method} /${dirname(path)}`);
    })
    .sort();
}
