'use server';
import { z } from 'zod';
import { requireAdmin } from '#lib/auth/actor.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { prisma } from '#lib/db/prisma.ts';
import {
  type Choices,
  findOwnPlaceChoices,
  findPeopleChoices,
  findPlaceChoices,
} from './queries/find-choices.ts';

const typed = z.string().trim().max(200);

/** People to give access to, for what is typed. Admins only. */
export async function findPeopleAction(q: string): Promise<Choices> {
  requireAdmin(await actorOfRequest(), 'look for people');
  return findPeopleChoices(prisma(), typed.parse(q));
}

/** Views and accounts that one may see oneself, for what is typed; a choice's value is `view:<slug>` or `account:<12 digits>`. */
export async function findOwnPlacesAction(q: string): Promise<Choices> {
  return findOwnPlaceChoices(prisma(), await actorOfRequest(), typed.parse(q));
}

/** Views and accounts to give access to, or accounts alone, for what is typed. Admins only. */
export async function findPlacesAction(q: string, kind: 'any' | 'account'): Promise<Choices> {
  requireAdmin(await actorOfRequest(), 'look for views and accounts');
  return findPlaceChoices(prisma(), typed.parse(q), z.enum(['any', 'account']).parse(kind));
}
