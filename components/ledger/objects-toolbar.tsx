'use client';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import {
  type LedgerPageParams,
  ledgerQuery,
  OBJECT_LISTS,
  type ObjectList,
} from '#lib/ledger/page-params.ts';
import type { ObjectCounts } from '#lib/ledger/schema.ts';

/** Which objects are listed, which is in the URL. */
export function ObjectsToolbar(props: { params: LedgerPageParams; counts: ObjectCounts; href: string }) {
  const { params, counts, href } = props;
  const router = useRouter();
  const [busy, start] = useTransition();
  const [prefix, setPrefix] = useState(params.prefix);
  const [from, setFrom] = useState(params.prefix);
  if (from !== params.prefix) {
    setFrom(params.prefix);
    setPrefix(params.prefix);
  }
  const go = (changed: Partial<LedgerPageParams>) =>
    start(() =>
      router.push(`${href}${ledgerQuery({ ...params, after: '', ...changed })}`, { scroll: false }),
    );
  const search = (event: FormEvent) => {
    event.preventDefault();
    go({ prefix: prefix.trim() });
  };
  return (
    <search aria-busy={busy}>
      <form onSubmit={search} className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <Select
          label="Show"
          value={params.show}
          onChange={(show) => go({ show })}
          options={OBJECT_LISTS.map((value) => ({
            value,
            label: `${LIST_WORDS[value]} (${countOf(value, counts)})`,
          }))}
        />
        <Input
          type="search"
          aria-label="Key begins with"
          icon={<Search aria-hidden />}
          prefix="Key begins with"
          placeholder="AWSLogs/111111111111/CloudTrail/"
          value={prefix}
          mono
          onChange={(event) => setPrefix(event.currentTarget.value)}
          frameClassName="min-w-[280px] flex-1 max-md:min-w-full"
        />
        <Button type="submit" disabled={busy}>
          Search
        </Button>
        {params.prefix && (
          <Button variant="ghost" disabled={busy} onClick={() => go({ prefix: '' })}>
            Clear
          </Button>
        )}
      </form>
    </search>
  );
}

const LIST_WORDS: Record<ObjectList, string> = {
  all: 'All',
  pending: 'Waiting',
  ingested: 'Taken',
  failed: 'Failed',
  quarantined: 'Unreadable',
  'partly-read': 'Partly read',
};

function countOf(list: ObjectList, counts: ObjectCounts): string {
  if (list === 'all') return formatCount(counts.found);
  return formatCount(list === 'partly-read' ? counts.partlyRead : counts[list]);
}
