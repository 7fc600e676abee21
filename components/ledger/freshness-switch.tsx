'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Segmented } from '#components/ui/segmented.tsx';
import { type LedgerPageParams, ledgerQuery } from '#lib/ledger/page-params.ts';

/** What fell silent, or everything. Not there where nothing did. */
export function FreshnessSwitch(props: {
  shown: 'all' | 'silent';
  silent: number;
  params: LedgerPageParams;
  href: string;
}) {
  const { shown, silent, params, href } = props;
  const router = useRouter();
  const [, start] = useTransition();
  if (silent === 0 && shown === 'all') return null;
  return (
    <Segmented
      label="Trails shown"
      value={shown}
      size="small"
      options={[
        { value: 'silent', label: 'Silent' },
        { value: 'all', label: 'All' },
      ]}
      onChange={(fresh) =>
        start(() => router.push(`${href}${ledgerQuery({ ...params, fresh, from: '' })}`, { scroll: false }))
      }
    />
  );
}
