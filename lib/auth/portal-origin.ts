import { env } from '#lib/env.ts';

/** TRAILKEEP_URL, or the address that the portal listens on as one would type it. */
export function portalOrigin(): string {
  const { TRAILKEEP_URL, HOST, PORT } = env();
  if (TRAILKEEP_URL) return new URL(TRAILKEEP_URL).origin;
  const everywhere = HOST === '0.0.0.0' || HOST === '::';
  const host = everywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return `http://${host}:${PORT}`;
}
