import { parseAccounts } from '#lib/policies/parse-accounts.ts';
import { EMPTY_SETUP, SETUP_FIELDS, type SetupFields } from '#lib/policies/setup-fields.ts';

export const TABS = ['sources', 'guide', 'check'] as const;
export type SetupTab = (typeof TABS)[number];
export const FORMATS = ['commands', 'cloudformation', 'terraform'] as const;
export type SetupFormat = (typeof FORMATS)[number];

/** A bucket of the view whose policies can be read. */
export type CheckedBucket = { id: number; name: string; prefix: string; region: string };

/** What the page shows: its address. */
export type SetupState = { tab: SetupTab; format: SetupFormat; part: number; fields: SetupFields };

/** Longer lists make an address that proxies cut; they are kept in the browser. */
const MOST_IN_ADDRESS = 150;
/** Stands in the address for a list that is kept in the browser. */
const KEPT = 'kept';

/** Reads an address; what it does not say is taken from `first`. Junk falls back to the default. */
export function parseSetup(params: URLSearchParams, first: Partial<SetupFields>): SetupState {
  const named = SETUP_FIELDS.some((field) => params.has(field));
  const fields = { ...EMPTY_SETUP, ...(named ? {} : first) };
  for (const field of SETUP_FIELDS) fields[field] = params.get(field)?.slice(0, 4000) ?? fields[field];
  fields.accounts = fields.accounts === KEPT ? '' : fields.accounts.replaceAll(',', '\n');
  return {
    tab: TABS.find((tab) => tab === params.get('tab')) ?? 'sources',
    format: FORMATS.find((format) => format === params.get('format')) ?? 'commands',
    part: Math.max(1, Math.trunc(Number(params.get('part'))) || 1),
    fields,
  };
}

/** The address of a state. */
export function toSetupParams({ tab, format, part, fields }: SetupState): URLSearchParams {
  const params = new URLSearchParams();
  if (tab !== 'sources') params.set('tab', tab);
  if (format !== 'commands') params.set('format', format);
  if (part > 1) params.set('part', String(part));
  for (const field of SETUP_FIELDS) {
    const text = field === 'accounts' ? addressOfAccounts(fields.accounts) : fields[field].trim();
    if (text !== EMPTY_SETUP[field]) params.set(field, text);
  }
  return params;
}

// Only the numbers: what was pasted may hold names and addresses of people.
function addressOfAccounts(text: string): string {
  const { accounts } = parseAccounts(text);
  return accounts.length > MOST_IN_ADDRESS ? KEPT : accounts.join(',');
}

/** The list is too long for the address: whoever gets the link does not get the list. */
export function isKept(fields: SetupFields): boolean {
  return addressOfAccounts(fields.accounts) === KEPT;
}

export function asksForKept(params: URLSearchParams): boolean {
  return params.get('accounts') === KEPT;
}
