'use client';
import { useRouter } from 'next/navigation';
import { useOptimistic, useTransition } from 'react';
import { Segmented } from '#components/ui/segmented.tsx';
import {
  EXCLUSION_LISTS,
  type ExclusionList,
  type ExclusionListParams,
  exclusionQuery,
} from '#lib/alerts/exclusions/schema.ts';
import { type Choice, ListedChoice } from '../listed-choice.tsx';

const LIST_WORDS: Record<ExclusionList, string> = { current: 'Current', past: 'Past', all: 'All' };

/** Which exclusions are listed, which is in the URL. */
export function ExclusionFilters(props: {
  params: ExclusionListParams;
  href: string;
  rules: readonly Choice[];
}) {
  const { href } = props;
  const router = useRouter();
  const [busy, start] = useTransition();
  // What was ticked counts at once, also for the next tick: the page that shows it comes later.
  const [params, setParams] = useOptimistic(props.params);
  const go = (change: Partial<ExclusionListParams>) =>
    start(() => {
      const next = { ...params, after: '', ...change };
      setParams(next);
      router.push(`${href}${exclusionQuery(next)}`, { scroll: false });
    });
  return (
    <search aria-busy={busy} className="flex flex-wrap items-center gap-2 max-md:px-4 max-md:pt-3">
      <Segmented
        label="Exclusions shown"
        value={params.show}
        options={EXCLUSION_LISTS.map((value) => ({ value, label: LIST_WORDS[value] }))}
        onChange={(show) => go({ show })}
      />
      <ListedChoice
        label="Rule"
        options={props.rules}
        values={params.rule}
        onChange={(rule) => go({ rule })}
      />
    </search>
  );
}
