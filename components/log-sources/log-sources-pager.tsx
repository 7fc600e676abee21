'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Pager } from '#components/ui/pager.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { LOG_SOURCES_SHOWN, type LogSourceParams, logSourcesHref } from '#lib/sources/log-sources.ts';

/** The foot of the list; `all` is how many there are without search and filter. */
export function LogSourcesPager(props: {
  params: LogSourceParams;
  page: number;
  pages: number;
  total: number;
  all: number;
}) {
  const { params, page, pages, total, all } = props;
  const router = useRouter();
  const [busy, start] = useTransition();
  const turn = (to: number) => () => start(() => router.push(logSourcesHref({ ...params, page: to })));
  const first = (page - 1) * LOG_SOURCES_SHOWN + 1;
  const last = Math.min(total, page * LOG_SOURCES_SHOWN);
  return (
    <Pager
      range={`${formatCount(first)} – ${formatCount(last)} of ${formatCount(total)}`}
      note={total < all ? `${formatCount(all)} without the filter` : undefined}
      busy={busy}
      onPrevious={page > 1 ? turn(page - 1) : undefined}
      onNext={page < pages ? turn(page + 1) : undefined}
    />
  );
}
