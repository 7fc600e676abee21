/** A view or an account: `id` is the slug or the 12 digits. */
export type AdminPlace = { kind: 'view' | 'account'; id: string; name: string };

/** What may be granted on a view and on an account, with the most first. */
export type Level = 'manager' | 'owner' | 'viewer';

export const LEVEL_WORDS: Record<Level, string> = {
  manager: 'Manager',
  owner: 'Owner',
  viewer: 'Viewer',
};

/** What each level lets a person do, for those who give it. */
export const LEVEL_MEANING: Record<Level, string> = {
  manager: 'sees the view with each of its accounts, and its log sources and alerts are theirs to set up',
  owner: 'sees the account, and its log source and alerts are theirs to set up',
  viewer: 'sees the reports',
};

export function levelsOf(kind: 'view' | 'account'): readonly { value: Level; label: string }[] {
  const most: Level = kind === 'view' ? 'manager' : 'owner';
  return [
    { value: 'viewer', label: LEVEL_WORDS.viewer },
    { value: most, label: LEVEL_WORDS[most] },
  ];
}
