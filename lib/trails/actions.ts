'use server';
import { revalidatePath } from 'next/cache';
import { isAccountId } from '#lib/accounts/account-id.ts';
import { failedAction } from '#lib/auth/failed-action.ts';
import { actorOfRequest } from '#lib/auth/loaders.ts';
import { resolveScope } from '#lib/auth/resolve-scope.ts';
import type { ScopeKind } from '#lib/auth/scope.ts';
import { prisma } from '#lib/db/prisma.ts';
import { TrailkeepError } from '#lib/errors.ts';
import { type FormState, formValues } from '#lib/form-state.ts';
import { refusePrivateEndpoints, requireOwnCredentials } from '#lib/sources/rights.ts';
import { fieldFault } from '#lib/sources/schema.ts';
import { toAccess } from './credentials.ts';
import { credentialsFromForm } from './credentials-form.ts';
import { refreshTrails, removeAccountCredentials, setAccountCredentials } from './mutations.ts';
import { requireCredentialsRight } from './rights.ts';
import { accountCredentials } from './schema.ts';
import { type CredentialsTest, testCredentials } from './test-credentials.ts';

/** The answer to the credentials form: saved, or what its test found. */
export type CredentialsFormState = FormState & { test?: CredentialsTest };

/** Saves the credentials of the account `accountId`, or with `intent` = `test` tries what is typed and stores nothing. */
export async function accountCredentialsAction(
  _: CredentialsFormState,
  form: FormData,
): Promise<CredentialsFormState> {
  const { secretAccessKey, ...typed } = formValues(form);
  const fields = { ...typed, secretAccessKey };
  const accountId = typed.accountId ?? '';
  try {
    if (!isAccountId(accountId)) throw fieldFault(['accountId'], 'An account number has 12 digits.');
    if (typed.intent === 'test') return { test: await tryCredentials(accountId, fields), values: typed };
    await setAccountCredentials(prisma(), await actorOfRequest(), accountId, credentialsFromForm(fields));
  } catch (error) {
    return await failedAction(error, typed);
  }
  revalidatePath('/', 'layout');
  return { done: true };
}

async function tryCredentials(
  accountId: string,
  fields: Record<string, string | undefined>,
): Promise<CredentialsTest> {
  const actor = await actorOfRequest();
  requireCredentialsRight(actor, accountId);
  const { credentials, endpoint } = accountCredentials.parse(credentialsFromForm(fields));
  requireOwnCredentials(actor, credentials);
  refusePrivateEndpoints({ endpoint });
  // The web cannot read a stored secret back: only the worker, which asks with it, can.
  if (credentials.kind !== 'default' && credentials.accessKeyId && !credentials.secretAccessKey)
    throw fieldFault(['credentials', 'secretAccessKey'], 'Enter the secret key to test it.');
  return testCredentials(toAccess(credentials, endpoint), accountId);
}

export async function removeAccountCredentialsAction(accountId: string): Promise<FormState> {
  return change(async () => removeAccountCredentials(prisma(), await actorOfRequest(), accountId));
}

/** Asks AWS anew for the trails of a scope's accounts. */
export async function refreshTrailsAction(kind: ScopeKind, id: string): Promise<FormState> {
  return change(async () => {
    const actor = await actorOfRequest();
    await refreshTrails(prisma(), actor, await resolveScope(actor, kind, id));
  });
}

async function change(work: () => Promise<void>): Promise<FormState> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TrailkeepError)) throw error;
    return await failedAction(error, {});
  }
  revalidatePath('/', 'layout');
  return { done: true };
}
