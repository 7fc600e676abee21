import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import type { ExclusionRow } from '#lib/alerts/exclusions/schema.ts';
import { deedWords, EXCLUSION_TONES, EXCLUSION_WORDS } from './exclusion-words.ts';

const MOST = 3;

/** What is left out of a finding's rule in its account, or asked for, and the way to all of it. `href` is the page of exclusions. */
export function ExclusionLines(props: {
  exclusions: readonly ExclusionRow[];
  ruleId: number;
  href: string;
  zone: string;
}) {
  const { exclusions, zone } = props;
  return (
    <div className="grid gap-2 text-13/5">
      {exclusions.length === 0 && <p className="text-fg-3">Nothing was excluded by hand.</p>}
      {exclusions.slice(0, MOST).map((exclusion) => (
        <div key={exclusion.id}>
          <span className="flex flex-wrap items-center gap-2">
            <Badge tone={EXCLUSION_TONES[exclusion.state]}>{EXCLUSION_WORDS[exclusion.state]}</Badge>
            <span className="text-12 text-fg-3">
              {deedWords(exclusion, zone) || `by ${exclusion.owner ?? 'the rule'}`}
            </span>
          </span>
          <p className="text-fg-2 wrap-anywhere">{exclusion.words}</p>
          {exclusion.decision?.words && <p className="text-fg-3 wrap-anywhere">{exclusion.decision.words}</p>}
        </div>
      ))}
      <Link href={`${props.href}?rule=${props.ruleId}&show=all`} className="link">
        All exclusions of this rule
      </Link>
    </div>
  );
}
