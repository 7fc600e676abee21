import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

export const S3_REGION = 'eu-central-1';

const greeting = z.object({ endpoint: z.string(), accessKeyId: z.string(), secretAccessKey: z.string() });

export type S3Process = z.infer<typeof greeting> & { stop: () => Promise<void> };

/** Starts the local S3 in a process of its own, so that what it costs is not the worker's. */
export async function startS3Process(bucketsDirectory: string): Promise<S3Process> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 's3-server.ts'), bucketsDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const first = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    gone.then(() => {
      throw new Error('the local S3 did not start');
    }),
  ]);
  return {
    ...greeting.parse(JSON.parse(String(first[0]))),
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
