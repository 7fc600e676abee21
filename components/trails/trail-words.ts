import type { AccountAnswer, Trail, TrailFacts } from '#lib/trails/trail.ts';

/** What to call a trail; an inferred one has no name of its own. */
export function trailName(trail: Pick<TrailFacts, 'name' | 'organizationId' | 'bucket'>): string {
  if (trail.name !== null) return trail.name;
  if (trail.organizationId !== null) return `Organisation ${trail.organizationId}`;
  return trail.bucket === null ? 'Trail of downloaded logs' : `Trail into ${trail.bucket}`;
}

const CREDENTIAL_WORDS = {
  'access-key': 'Access key',
  role: 'Role',
  default: 'This machine’s own',
} as const;

export function credentialWords({ credentials, name }: AccountAnswer): string {
  if (credentials !== null) return CREDENTIAL_WORDS[credentials];
  return name === null ? 'Account not added' : 'None';
}

export const MANAGEMENT_WORDS = {
  all: 'Reads and writes',
  read: 'Reads only',
  write: 'Writes only',
  none: 'Not recorded',
} as const;

export function yesNo(value: boolean | null): string {
  if (value === null) return '–';
  return value ? 'Yes' : 'No';
}

/** The worst first, then by name. */
export function sortTrails(trails: readonly Trail[]): Trail[] {
  const rank = ({ warnings }: Trail) => {
    if (warnings.some(({ severity }) => severity === 'bad')) return 0;
    return warnings.length > 0 ? 1 : 2;
  };
  return trails.toSorted((a, b) => rank(a) - rank(b) || trailName(a).localeCompare(trailName(b), 'en'));
}

/** Trails in which any of the words that one looks for occurs: name, account, bucket, region, ARN. */
export function findTrails(
  trails: readonly Trail[],
  { q, show }: { q: string; show: 'all' | 'warnings' },
  names: Readonly<Record<string, string>>,
): Trail[] {
  const sought = q.trim().toLowerCase();
  return trails.filter((trail) => {
    if (show === 'warnings' && trail.warnings.length === 0) return false;
    if (sought === '') return true;
    const accounts = [trail.accountId ?? '', ...trail.accounts];
    const texts = [
      trailName(trail),
      trail.arn ?? '',
      trail.bucket ?? '',
      trail.keyPrefix,
      trail.homeRegion ?? '',
      ...trail.regions,
      ...accounts,
      ...accounts.map((id) => names[id] ?? ''),
    ];
    return texts.some((text) => text.toLowerCase().includes(sought));
  });
}
