import { z } from 'zod';

/** An account's number as people write it: spaces and dashes are dropped, and 12 digits must be left. Isomorphic. */
export const accountIdInput = z
  .string()
  .transform((text) => text.replaceAll(/[\s-]/g, ''))
  .pipe(
    z.string().regex(/^\d{12}$/, 'An account number has 12 digits, like 123456789012 or 1234-5678-9012.'),
  );

export const accountName = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(100, 'A name has at most 100 characters.');

export const newAccount = z.object({
  id: accountIdInput,
  name: accountName,
  /** Slug of the view to put it into. */
  view: z.string().optional(),
  /** E-mail address of the user who is to own it. */
  owner: z.string().trim().toLowerCase().optional(),
});
export type NewAccount = z.output<typeof newAccount>;

const optionalText = z
  .string()
  .trim()
  .transform((text) => text || undefined)
  .optional();

/** The add-account form: empty fields count as left out, and an account without a name is called by its number. */
export const newAccountForm = z
  .object({ account: accountIdInput, name: optionalText, view: optionalText, owner: optionalText })
  .transform(({ account, name, ...rest }) => ({ id: account, name: name ?? `Account ${account}`, ...rest }))
  .pipe(newAccount);
