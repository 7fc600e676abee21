import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a measured child process prints of itself, beside its own fields. */
export type ProcessFigures = {
  /** From the first to the last byte of work: start of the process and opening of the database are left out. */
  seconds: number;
  cpuSeconds: number;
  peakBytes: number;
};

/** Measures `work` in this process. The peak is that of the process's whole life: one child does one thing. */
export async function measureWork<T>(work: () => Promise<T>): Promise<ProcessFigures & { result: T }> {
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return {
    result,
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

/** Runs a script of this folder to its end and returns the JSON that it prints; its stderr is shown. */
export function runChild(
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(JSON.parse(output));
      else reject(new Error(`${script} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own tick. */
const TICKS_A_SECOND = 100;

/**
 * CPU seconds of a process, of the children that it has reaped, and of its live ones: all that a Postgres server has
 * used so far, given its postmaster. Null where there is no /proc.
 */
export function treeCpuSeconds(pid: number): number | null {
  const root = readStat(pid);
  if (!root) return null;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat?.parent === pid);
  return [root, ...children].reduce((sum, stat) => sum + (stat?.ticks ?? 0), 0) / TICKS_A_SECOND;
}

function readStat(pid: number): { parent: number; ticks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // After the name in brackets, which may hold anything: state, parent, … and from the 12th on utime, stime, cutime, cstime.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = fields.slice(11, 15).reduce((sum, count) => sum + count, 0);
    return { parent: fields[1] ?? 0, ticks };
  } catch {
    return null;
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
