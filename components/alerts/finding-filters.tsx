'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useOptimistic, useTransition } from 'react';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import {
  FINDING_LISTS,
  FINDING_ORDERS,
  type FindingList,
  type FindingPageParams,
  findingQuery,
} from '#lib/alerts/findings/page-params.ts';
import type { NamedPerson } from '#lib/alerts/findings/schema.ts';
import { SEVERITIES } from '#lib/alerts/rule-model.ts';
import { type Choice, ListedChoice } from './listed-choice.tsx';
import { SEVERITY_WORDS } from './severity-badge.tsx';

const LIST_WORDS: Record<FindingList, string> = {
  'not-closed': 'Not closed',
  open: 'Open',
  acknowledged: 'Acknowledged',
  closed: 'Closed',
  all: 'All',
};
const ANY = 'any';

/** Which findings are listed, which is in the URL. */
export function FindingFilters(props: {
  params: FindingPageParams;
  href: string;
  rules: readonly Choice[];
  accounts: readonly Choice[];
  people: readonly NamedPerson[];
  /** What stands at the end of the row. */
  tools?: ReactNode;
}) {
  const { href } = props;
  const router = useRouter();
  const [busy, start] = useTransition();
  // What was ticked counts at once, also for the next tick: the page that shows it comes later.
  const [params, setParams] = useOptimistic(props.params);
  const go = (change: Partial<FindingPageParams>) =>
    start(() => {
      const next = { ...params, after: '', finding: null, ...change };
      setParams(next);
      router.push(`${href}${findingQuery(next)}`, { scroll: false });
    });
  const menu = (label: string, name: 'severity' | 'assignee', options: readonly Choice[], any = 'Any') => (
    <Select
      label={label}
      value={params[name] ?? ANY}
      options={[{ value: ANY, label: any }, ...options]}
      onChange={(value) => go({ [name]: value === ANY ? null : value })}
    />
  );
  return (
    <search aria-busy={busy} className="flex flex-wrap items-center gap-2 max-md:px-4 max-md:pt-3">
      <div className="max-w-full overflow-x-auto">
        <Segmented
          label="Findings shown"
          value={params.show}
          options={FINDING_LISTS.map((value) => ({ value, label: LIST_WORDS[value] }))}
          onChange={(show) => go({ show })}
        />
      </div>
      {menu(
        'Severity',
        'severity',
        SEVERITIES.map((value) => ({ value, label: SEVERITY_WORDS[value] })),
      )}
      <ListedChoice
        label="Rule"
        options={props.rules}
        values={params.rule}
        onChange={(rule) => go({ rule })}
      />
      {props.accounts.length > 1 && (
        <ListedChoice
          label="Account"
          options={props.accounts}
          values={params.account}
          onChange={(account) => go({ account })}
        />
      )}
      {menu(
        'Assignee',
        'assignee',
        [
          { value: 'nobody', label: 'Nobody' },
          ...props.people.map(({ id, name }) => ({ value: id, label: name })),
        ],
        'Anyone',
      )}
      <Select
        label="Order"
        value={params.order}
        options={FINDING_ORDERS.map((value) => ({
          value,
          label: value === 'severity' ? 'Severity' : 'Newest',
        }))}
        onChange={(order) => go({ order })}
        className="md:ml-auto"
      />
      {props.tools}
    </search>
  );
}
