import { Badge } from '#components/ui/badge.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { ListedUser, UserState } from '#lib/users/user-list.ts';

export const ROLE_WORDS: Record<ListedUser['role'], string> = { admin: 'Security admin', member: 'Member' };

const STATES: Record<UserState, { word: string; tone: 'ok' | 'neutral' | 'warn' }> = {
  active: { word: 'Active', tone: 'ok' },
  invited: { word: 'Invited', tone: 'warn' },
  disabled: { word: 'Disabled', tone: 'neutral' },
};

export function UserStateBadge({ state }: { state: UserState }) {
  const { word, tone } = STATES[state];
  return <Badge tone={tone}>{word}</Badge>;
}

/** "3 views, 12 accounts"; an admin sees everything without a grant. */
export function grantWords({
  role,
  views,
  accounts,
}: Pick<ListedUser, 'role' | 'views' | 'accounts'>): string {
  if (role === 'admin') return 'Everything';
  const parts = [
    views > 0 && `${formatCount(views)} ${views === 1 ? 'view' : 'views'}`,
    accounts > 0 && `${formatCount(accounts)} ${accounts === 1 ? 'account' : 'accounts'}`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'Nothing yet';
}
