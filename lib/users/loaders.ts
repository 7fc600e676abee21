import 'server-only';
import { notFound } from 'next/navigation';
import type { Actor } from '#lib/auth/actor.ts';
import { requireActor } from '#lib/auth/loaders.ts';

/** For pages of the administration: the admin signed in. Everybody else gets the not-found page, or the sign-in first. */
export async function requireAdminActor(): Promise<Actor> {
  const actor = await requireActor();
  if (actor.role !== 'admin') notFound();
  return actor;
}
