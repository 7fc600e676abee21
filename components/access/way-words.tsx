import { LEVEL_WORDS } from '#components/admin/level-words.ts';
import { Badge } from '#components/ui/badge.tsx';
import type { Way } from '#lib/users/access-list.ts';

/** What gives access, one after the other: "Owner", "Viewer of Production". */
export function Ways({ ways }: { ways: readonly Way[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {ways.map((way) => (
        <Badge key={wayWords(way)} tone={way.by === 'admin' ? 'accent' : 'neutral'}>
          {wayWords(way)}
        </Badge>
      ))}
    </span>
  );
}

export function wayWords(way: Way): string {
  if (way.by === 'admin') return 'Security admin';
  const level = LEVEL_WORDS[way.level];
  return way.by === 'account' ? `${level} of the account` : `${level} of the view ${way.name}`;
}
