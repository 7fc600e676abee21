import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { startTestServer } from './server.ts';

/** One Postgres for the whole run, with one migrated template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  project.provide('database', { url: server.url, secretKey: server.secretKey });
  return async () => {
    await server.stop();
    await rm(server.directory, { recursive: true, force: true });
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    database: { url: string; secretKey: string };
  }
}
