import { z } from 'zod';
import { emailAddress } from '#lib/auth/email-address.ts';

/** What forms and commands may say about users. Isomorphic. */
export const PASSWORD_MIN_LENGTH = 12;

export const newPassword = z
  .string()
  .min(PASSWORD_MIN_LENGTH, `A password has at least ${PASSWORD_MIN_LENGTH} characters.`)
  .max(200, 'A password has at most 200 characters.')
  .refine((text) => new Set(text).size >= 5, 'This password repeats too few characters; choose another.')
  .refine((text) => !isCommon(text), 'This password is among the first that are tried; choose another.');

const name = z.string().trim().min(1, 'Enter a name.').max(100, 'A name has at most 100 characters.');

/** Without a password one is made up, and answered once. */
export const newUser = z
  .object({
    email: emailAddress,
    name,
    role: z.enum(['admin', 'member'], 'expected admin or member').default('member'),
    password: newPassword.optional(),
  })
  .superRefine(refuseOwnAddress);
export type NewUser = z.output<typeof newUser>;

/** A user who sets their own password, by a link. */
export const invitedUser = z.object({
  email: emailAddress,
  name,
  role: z.enum(['admin', 'member'], 'expected admin or member').default('member'),
});
export type InvitedUser = z.output<typeof invitedUser>;

export const userName = name;

/** A new password of the person with this e-mail address. */
export function passwordOf(email: string) {
  return newPassword.refine((password) => !isCloseTo(email, password), CLOSE_TO_ADDRESS);
}

/** The form behind the one-time link. */
export const firstAdmin = z
  .object({ token: z.string(), email: emailAddress, name, password: newPassword })
  .superRefine(refuseOwnAddress);
export type FirstAdmin = z.output<typeof firstAdmin>;

export const newToken = z.object({
  email: emailAddress,
  name: z.string().trim().min(1, 'Say what the token is for.').max(100, 'A name has at most 100 characters.'),
  expiresInDays: z.coerce.number('expected a number of days').int().min(1).max(3650).optional(),
  readOnly: z.boolean().optional(),
  /** `view:<slug>` or `account:<12 digits>`; without any the token is for everything that its person may see. */
  scopes: z
    .array(z.string().regex(/^(view|account):.+$/, 'expected view:<slug> or account:<12 digits>'))
    .max(100, 'A token is for at most 100 views and accounts.')
    .optional(),
});
export type NewToken = z.output<typeof newToken>;

/** A grant on one view or one account: managers have views, owners accounts, viewers either. */
export const newGrant = z
  .object({
    email: emailAddress,
    view: z.string().optional(),
    account: z
      .string()
      .transform((text) => text.replaceAll(/[\s-]/g, ''))
      .optional(),
    level: z.enum(['manager', 'owner', 'viewer'], 'expected manager, owner or viewer'),
  })
  .superRefine((grant, context) => {
    const fault = grantFault(grant);
    if (fault) context.addIssue({ code: 'custom', path: ['level'], message: fault });
  });
export type NewGrant = z.output<typeof newGrant>;

/** What a group of the OpenID Connect provider gives: the admin role, or a level on one view or one account. */
export const newGroupRule = z
  .object({
    group: z.string().trim().min(1, 'Enter a group.').max(200, 'A group has at most 200 characters here.'),
    view: z.string().optional(),
    account: z.string().optional(),
    level: z.enum(['admin', 'manager', 'owner', 'viewer'], 'expected admin, manager, owner or viewer'),
  })
  .superRefine((rule, context) => {
    const bare = rule.view === undefined && rule.account === undefined;
    const fault = rule.level !== 'admin' ? grantFault(rule) : bare ? null : 'An admin is of everything.';
    if (fault) context.addIssue({ code: 'custom', path: ['level'], message: fault });
  });
export type NewGroupRule = z.output<typeof newGroupRule>;

function grantFault(grant: { view?: string; account?: string; level: string }): string | null {
  if ((grant.view === undefined) === (grant.account === undefined)) return 'Name one view or one account.';
  if (grant.level === 'manager' && grant.view === undefined) return 'A manager is of a view.';
  if (grant.level === 'owner' && grant.account === undefined) return 'An owner is of an account.';
  return null;
}

const CLOSE_TO_ADDRESS = 'This password is too close to the e-mail address; choose another.';

function refuseOwnAddress(user: { email: string; password?: string }, context: z.RefinementCtx): void {
  if (!isCloseTo(user.email, user.password ?? '')) return;
  context.addIssue({ code: 'custom', path: ['password'], message: CLOSE_TO_ADDRESS });
}

function isCloseTo(email: string, given: string): boolean {
  const own = email.split('@')[0] ?? '';
  const password = given.toLowerCase();
  return own.length >= 4 && password.includes(own) && password.length - own.length < 8;
}

// Long enough for the rule and yet in every list: a common word or run with digits or signs after it.
function isCommon(password: string): boolean {
  const bare = password
    .toLowerCase()
    .replace(/[^a-z]+$/, '')
    .replaceAll('@', 'a')
    .replaceAll('0', 'o');
  const words = [
    'password',
    'passwort',
    'administrator',
    'trailkeep',
    'qwertyuiop',
    'qwertzuiop',
    'letmein',
    'welcome',
    'changeme',
  ];
  if (words.some((word) => bare === word || bare === word + word)) return true;
  const run = '01234567890123456789';
  return run.includes(password) || [...run].toReversed().join('').includes(password);
}
