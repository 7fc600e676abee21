import { globSync, readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { expect, it } from 'vitest';
import { ALONE } from '#tests/setup/alone.ts';

/** What stays behind in the process for the files that come after. */
const STAYS =
  /\bvi\.(mock|doMock|stubEnv|stubGlobal|useFakeTimers|resetModules)\(|process\.env\.\w+ \??\??=[^=]/;

it('units that share a process leave its environment, clock and modules as they were', () => {
  const units = globSync('tests/{unit,architecture}/**/*.test.ts');
  const changing = units.filter((file) => STAYS.test(readFileSync(file, 'utf8')));
  expect(changing.length).toBeGreaterThan(0);
  expect(changing.filter((file) => !ALONE.some((place) => matchesGlob(file, place)))).toEqual([]);
});
