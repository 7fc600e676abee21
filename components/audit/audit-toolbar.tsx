'use client';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { DateRange } from '#components/ui/date-range.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { type AuditPageParams, auditHref } from '#lib/audit/page-params.ts';
import type { RangeValue } from '#lib/time/ranges.ts';

const ALL = 'all';

/** Which lines of the audit log are shown, which is the page's URL; `children` stand at the end. */
export function AuditToolbar(props: {
  params: AuditPageParams;
  range: RangeValue;
  /** What happened in the period. */
  actions: string[];
  zone: string;
  now: string;
  children: ReactNode;
}) {
  const { params, range, actions } = props;
  const router = useRouter();
  const [busy, start] = useTransition();
  const [typed, setTyped] = useState({ person: params.person, target: params.target });
  const [inAddress, setInAddress] = useState(typed);
  // What comes into the address by another way, as by a link or a step back, stands in the boxes too.
  if (!busy && (inAddress.person !== params.person || inAddress.target !== params.target)) {
    setInAddress({ person: params.person, target: params.target });
    setTyped({ person: params.person, target: params.target });
  }
  const go = (href: string) => start(() => router.push(href, { scroll: false }));
  const show = (changed: Partial<AuditPageParams>, over = range) =>
    go(auditHref({ ...params, ...typed, after: '', ...changed }, over));
  const search = (event: FormEvent) => {
    event.preventDefault();
    show({});
  };
  const known =
    params.action === '' || actions.includes(params.action) ? actions : [params.action, ...actions];
  const narrowed = Boolean(params.person || params.action || params.target || params.result);
  return (
    <search aria-busy={busy}>
      <form onSubmit={search} className="flex flex-wrap items-center gap-2 max-md:px-4 max-md:pt-3">
        <DateRange
          value={range}
          zone={props.zone}
          now={props.now}
          nameOnly
          onChange={(value) => show({}, value)}
        />
        <Input
          type="search"
          aria-label="Person"
          icon={<Search aria-hidden />}
          prefix="Person"
          placeholder="Part of an e-mail address"
          value={typed.person}
          onChange={(event) => setTyped({ ...typed, person: event.currentTarget.value })}
          frameClassName="w-[264px] max-md:w-full"
        />
        <Input
          type="search"
          aria-label="Target"
          prefix="Target"
          placeholder="view:prod, source:3 …"
          value={typed.target}
          onChange={(event) => setTyped({ ...typed, target: event.currentTarget.value })}
          frameClassName="w-[224px] max-md:w-full"
        />
        <Select
          label="Action"
          value={params.action || ALL}
          options={[{ value: ALL, label: 'All' }, ...known.map((value) => ({ value, label: value }))]}
          onChange={(action) => show({ action: action === ALL ? '' : action })}
        />
        <Select
          label="Result"
          value={params.result ?? ALL}
          options={[
            { value: ALL, label: 'All' },
            { value: 'ok', label: 'Done' },
            { value: 'denied', label: 'Denied' },
          ]}
          onChange={(result) => show({ result: result === 'ok' || result === 'denied' ? result : null })}
        />
        <Button type="submit" disabled={busy}>
          Search
        </Button>
        {narrowed && (
          <Button
            variant="ghost"
            disabled={busy}
            onClick={() => {
              setTyped({ person: '', target: '' });
              go(auditHref({ person: '', action: '', target: '', result: null, after: '' }, range));
            }}
          >
            Clear
          </Button>
        )}
        <span className="flex-1" />
        {props.children}
      </form>
    </search>
  );
}
