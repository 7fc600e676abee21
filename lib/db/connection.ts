import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Env, env } from '#lib/env.ts';
import { TrailkeepError } from '#lib/errors.ts';

/** The three database roles: `owner` runs migrations, `worker` collects, `web` answers requests under row-level security. */
export type DatabaseRole = 'owner' | 'worker' | 'web';

export const ROLE_NAMES = { worker: 'trailkeep_worker', web: 'trailkeep_web' } as const;

/**
 * Password of a role, derived from the deployment's secret key so that every process knows it without another secret to
 * keep. `migrate` sets it on the role.
 */
export function rolePassword(secretKey: string, role: 'worker' | 'web'): string {
  return createHmac('sha256', Buffer.from(secretKey, 'base64'))
    .update(`database role ${role}`)
    .digest('base64url');
}

/** The owner's connection string with another role's user name and password in it. */
export function roleUrl(ownerUrl: string, role: DatabaseRole, secretKey: string): string {
  if (role === 'owner') return ownerUrl;
  const url = new URL(ownerUrl);
  url.username = ROLE_NAMES[role];
  url.password = rolePassword(secretKey, role);
  return url.toString();
}

let unwrapped: string | undefined;

/** The secret key of this process and of those it starts, where it was not in the environment (lib/secrets/deployment-key.ts). */
export function takeSecretKey(key: string): void {
  unwrapped = key;
  process.env.TRAILKEEP_SECRET_KEY = key;
}

/** 32 bytes in base64: from the environment, or the file that the embedded default keeps under the data directory. */
export function secretKey(settings: Env = env()): string {
  const known = settings.TRAILKEEP_SECRET_KEY ?? unwrapped;
  if (known) return known;
  try {
    return readFileSync(join(settings.dataDirectory, 'secret-key'), 'utf8').trim();
  } catch (cause) {
    throw new TrailkeepError('configuration', 'TRAILKEEP_SECRET_KEY is not set.', {
      hint: 'With DATABASE_URL set, give 32 random bytes in base64 (openssl rand -base64 32), or TRAILKEEP_KMS_KEY_ID.',
      cause,
    });
  }
}

/** The owner's URL: DATABASE_URL, or that of the embedded Postgres, which writes it down when it starts. */
export function ownerUrl(settings: Env = env()): string {
  if (settings.DATABASE_URL) return settings.DATABASE_URL;
  try {
    return readFileSync(join(settings.dataDirectory, 'database-url'), 'utf8').trim();
  } catch (cause) {
    throw new TrailkeepError(
      'database-unreachable',
      'No database is configured, and the embedded one is not running.',
      {
        hint: 'Start Trailkeep with npm start, or set DATABASE_URL.',
        cause,
      },
    );
  }
}
