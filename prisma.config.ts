import { defineConfig } from 'prisma/config';

// `prisma generate` asks for the schema engine although it does not run it, and would download one. Any executable
// satisfies it; migrations are applied by lib/db/migrate.ts, never by the engine.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/models',
  migrations: { path: 'prisma/migrations' },
});
