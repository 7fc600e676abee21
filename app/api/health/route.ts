import { readHealth } from '#lib/db/health.ts';
import { webPool } from '#lib/db/pool.ts';

/** For monitors: 200 when all is well, 503 otherwise. Open to everybody; holds nothing of any account. */
export async function GET(): Promise<Response> {
  const health = await readHealth(webPool(), new Date());
  return Response.json(health, {
    status: health.status === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}

export const dynamic = 'force-dynamic';
