import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The portals that Playwright starts, one for each of its workers: no test sees what another one does at the same time. */
export const SAMPLE_PORTALS = [3310, 3320].map((port) => ({
  port,
  url: `http://127.0.0.1:${port}`,
  dataDirectory: join(tmpdir(), `trailkeep-e2e-${port}`),
}));

/** The portal of the worker that this runs in. */
export const SAMPLE_PORTAL = samplePortal(Number(process.env.TEST_PARALLEL_INDEX ?? 0));

function samplePortal(worker: number): (typeof SAMPLE_PORTALS)[number] {
  const portal = SAMPLE_PORTALS[worker];
  if (!portal) throw new Error(`no portal is started for worker ${worker}`);
  return portal;
}

export type SamplePerson = { email: string; password: string; may: string };

/** People of the sample organisation with the passwords that this start printed. */
export async function samplePeople(): Promise<
  Record<'admin' | 'manager' | 'ownerA' | 'ownerB', SamplePerson>
> {
  const text = await readFile(join(SAMPLE_PORTAL.dataDirectory, 'sample.json'), 'utf8');
  const [admin, manager, ownerA, ownerB] = (JSON.parse(text) as { people: SamplePerson[] }).people;
  if (!admin || !manager || !ownerA || !ownerB) throw new Error('the sample organisation lacks people');
  return { admin, manager, ownerA, ownerB };
}

export type StartedPortal = {
  url: string;
  dataDirectory: string;
  output: () => string;
  stop: () => Promise<void>;
};

/** Starts a portal of a test's own, empty unless `environment` says otherwise, and waits until it has printed its address. */
export async function startPortal(
  port: number,
  environment: Record<string, string> = {},
): Promise<StartedPortal> {
  const dataDirectory = environment.TRAILKEEP_DATA_DIR ?? (await makeDataDirectory());
  const child = spawn(process.execPath, ['workers/portal.ts'], {
    env: {
      ...process.env,
      TRAILKEEP_DEMO: '0',
      LOG_LEVEL: 'warn',
      ...environment,
      PORT: String(port),
      TRAILKEEP_DATA_DIR: dataDirectory,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await printed(child, () => output, 'Ctrl-C stops it.');
  return {
    url: `http://127.0.0.1:${port}`,
    dataDirectory,
    output: () => output,
    stop: async () => {
      await ended(child);
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

// Readable by the user that the embedded Postgres runs as, or it would go to /var/lib/trailkeep and stay there.
async function makeDataDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'trailkeep-portal-'));
  await chmod(directory, 0o755);
  return directory;
}

async function printed(child: ChildProcess, output: () => string, words: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const check = () => output().includes(words) && resolve();
    child.stdout?.on('data', check);
    child.once('exit', (code) => reject(new Error(`the portal ended with ${code}:\n${output()}`)));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
