import { listScopes } from '#lib/auth/list-scopes.ts';
import { prisma } from '#lib/db/prisma.ts';
import { endpoint } from '../handle.ts';
import { parseParameters, scopeSearchParams } from '../parameters.ts';

/** The views and accounts that the token's person may see: all, or those that match. */
export const GET = endpoint(({ actor, query }) =>
  listScopes(actor, prisma(), parseParameters(scopeSearchParams, query)),
);
