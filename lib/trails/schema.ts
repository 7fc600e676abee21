import { z } from 'zod';
import { credentials, endpoint } from '#lib/sources/schema.ts';

/** Credentials of an account for the list of its trails; the same for the form and the commands. Isomorphic. */
export const accountCredentials = z.object({ credentials, endpoint });

export type AccountCredentials = z.output<typeof accountCredentials>;
export type AccountCredentialsInput = z.input<typeof accountCredentials>;
