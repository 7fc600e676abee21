'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState, useTransition } from 'react';
import { SearchInput } from '#components/filters/search-box.tsx';
import { useTypedSearch } from '#components/filters/use-typed-search.ts';
import { Select, type SelectOption } from '#components/ui/select.tsx';
import { type ListParams, type ListSpec, listHref } from '#lib/lists/list-params.ts';

const ALL = 'all';

/** Search and filter of a list, which are the page's URL; `children` are its buttons. */
export function ListToolbar(props: {
  spec: ListSpec;
  params: ListParams;
  label: string;
  placeholder: string;
  filterLabel?: string;
  filters?: readonly SelectOption<string>[];
  children?: ReactNode;
}) {
  const { spec, params, filters } = props;
  const router = useRouter();
  const [busy, start] = useTransition();
  const [asked, setAsked] = useState(params);
  const go = (change: Partial<ListParams>) => {
    // What is being gone to counts, or of two changes at once the first would be lost.
    const next = { ...(busy ? asked : params), ...change, page: 1 };
    setAsked(next);
    start(() => router.replace(listHref(spec, next), { scroll: false }));
  };
  const { text, type, send } = useTypedSearch(params.q, busy, (q) => go({ q }));
  return (
    <div className="flex flex-wrap items-center gap-2 max-md:px-4 max-md:pt-3">
      <search aria-busy={busy} className="flex flex-1 flex-wrap items-center gap-2 max-md:basis-full">
        <SearchInput
          label={props.label}
          placeholder={props.placeholder}
          value={text}
          onChange={type}
          onEnter={send}
          className="w-[320px] max-md:w-full"
        />
        {filters && (
          <Select
            label={props.filterLabel ?? 'Show'}
            value={params.filter ?? ALL}
            options={[{ value: ALL, label: 'All' }, ...filters]}
            onChange={(value) => go({ q: text.trim(), filter: value === ALL ? null : value })}
          />
        )}
      </search>
      {props.children}
    </div>
  );
}
