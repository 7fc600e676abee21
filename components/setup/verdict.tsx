import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { Verdict as Kind } from '#lib/policies/finding.ts';
import { VERDICT_WORDS } from './check-words.ts';

const LOOKS: Record<Kind, { ink: string; Icon: typeof CircleX }> = {
  right: { ink: 'text-ok', Icon: CircleCheck },
  missing: { ink: 'text-bad', Icon: CircleX },
  wrong: { ink: 'text-bad', Icon: CircleX },
  'too-wide': { ink: 'text-warn', Icon: CircleAlert },
};

/** What a part of a policy is, in one word. */
export function Verdict({ kind }: { kind: Kind }) {
  const { ink, Icon } = LOOKS[kind];
  return (
    <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap font-medium', ink)}>
      <Icon className="size-3.5" aria-hidden />
      {VERDICT_WORDS[kind]}
    </span>
  );
}
