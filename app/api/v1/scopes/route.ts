import { listScopes } from '#lib/auth/list-scopes.ts';
import { endpoint } from '../handle.ts';

/** The views and accounts that the token's person may see. */
export const GET = endpoint(({ actor }) => listScopes(actor));
