import { spawnSync } from 'node:child_process';
import { readAudit } from './read-audit.ts';

// Part of npm run check: asks npm's registry for known faults of the packages that Trailkeep runs with. A severe one ends the check;
// where the registry cannot be asked (no network, a mirror without advisories) a line says so, and the check goes on.
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'ignore'],
  timeout: 60_000,
});
const { asked, severe } = readAudit(stdout ?? '');
if (!asked)
  process.stderr.write(
    'trailkeep: not checked, the registry could not be asked for faults of the packages\n',
  );
if (severe.length > 0) {
  process.stderr.write(`trailkeep: ${severe.join(', ')}: see npm audit --omit=dev\n`);
  process.exitCode = 1;
}
