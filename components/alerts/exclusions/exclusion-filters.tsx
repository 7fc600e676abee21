'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import {
  EXCLUSION_LISTS,
  type ExclusionList,
  type ExclusionListParams,
  exclusionQuery,
} from '#lib/alerts/exclusions/schema.ts';

const LIST_WORDS: Record<ExclusionList, string> = { current: 'Current', past: 'Past', all: 'All' };
const ANY = 'any';

/** Which exclusions are listed, which is in the URL. */
export function ExclusionFilters(props: {
  params: ExclusionListParams;
  href: string;
  rules: readonly { value: string; label: string }[];
}) {
  const { params, href } = props;
  const router = useRouter();
  const [busy, start] = useTransition();
  const go = (change: Partial<ExclusionListParams>) =>
    start(() =>
      router.push(`${href}${exclusionQuery({ ...params, after: '', ...change })}`, { scroll: false }),
    );
  return (
    <search aria-busy={busy} className="flex flex-wrap items-center gap-2 max-md:px-4 max-md:pt-3">
      <Segmented
        label="Exclusions shown"
        value={params.show}
        options={EXCLUSION_LISTS.map((value) => ({ value, label: LIST_WORDS[value] }))}
        onChange={(show) => go({ show })}
      />
      <Select
        label="Rule"
        value={params.rule ?? ANY}
        options={[{ value: ANY, label: 'Any' }, ...props.rules]}
        onChange={(value) => go({ rule: value === ANY ? null : value })}
      />
    </search>
  );
}
