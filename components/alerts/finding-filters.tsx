'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useTransition } from 'react';
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
import { SEVERITY_WORDS } from './severity-badge.tsx';

const LIST_WORDS: Record<FindingList, string> = {
  'not-closed': 'Not closed',
  open: 'Open',
  acknowledged: 'Acknowledged',
  closed: 'Closed',
  all: 'All',
};
const ANY = 'any';

export type Choice = { value: string; label: string };

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
  const { params, href } = props;
  const router = useRouter();
  const [busy, start] = useTransition();
  const go = (change: Partial<FindingPageParams>) =>
    start(() =>
      router.push(`${href}${findingQuery({ ...params, after: '', finding: null, ...change })}`, {
        scroll: false,
      }),
    );
  const menu = (
    label: string,
    name: 'severity' | 'rule' | 'account' | 'assignee',
    options: readonly Choice[],
    any = 'Any',
  ) => (
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
      {menu('Rule', 'rule', props.rules)}
      {props.accounts.length > 1 && menu('Account', 'account', props.accounts)}
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
