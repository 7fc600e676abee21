'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Pager } from '#components/ui/pager.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { LIST_ROWS, type ListParams, type ListSpec, listHref } from '#lib/lists/list-params.ts';

/** The foot of a list: `noun` is what its rows are, in the plural. */
export function ListPager(props: {
  spec: ListSpec;
  params: ListParams;
  shown: { page: number; pages: number; total: number };
  noun: string;
}) {
  const { spec, params, noun } = props;
  const { page, pages, total } = props.shown;
  const router = useRouter();
  const [busy, start] = useTransition();
  const turn = (to: number) => () => start(() => router.push(listHref(spec, { ...params, page: to })));
  const first = (page - 1) * LIST_ROWS + 1;
  const last = Math.min(total, page * LIST_ROWS);
  return (
    <Pager
      range={`${formatCount(first)} – ${formatCount(last)} of ${formatCount(total)} ${noun}`}
      busy={busy}
      onPrevious={page > 1 ? turn(page - 1) : undefined}
      onNext={page < pages ? turn(page + 1) : undefined}
    />
  );
}
