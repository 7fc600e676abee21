'use client';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState, useTransition } from 'react';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { type LogSourceParams, logSourcesHref } from '#lib/sources/log-sources.ts';
import { SOURCE_STATES, type SourceState } from '#lib/sources/source-status.ts';
import { STATE_WORDS } from './state-words.ts';

const TYPING_MS = 250;

/** Search and status, which are the page's URL. `states`: how many there are of each. */
export function LogSourcesToolbar({
  params,
  states,
}: {
  params: LogSourceParams;
  states: Record<SourceState, number>;
}) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [text, setText] = useState(params.q);
  const [from, setFrom] = useState(params.q);
  if (from !== params.q) {
    setFrom(params.q);
    // The URL says otherwise than what was last sent: Back was pressed.
    if (params.q !== text.trim()) setText(params.q);
  }
  useEffect(() => {
    if (text.trim() === params.q) return;
    const timer = setTimeout(
      () =>
        start(() =>
          router.replace(logSourcesHref({ ...params, q: text.trim(), page: 1 }), { scroll: false }),
        ),
      TYPING_MS,
    );
    return () => clearTimeout(timer);
  }, [text, params, router]);
  return (
    <search aria-busy={busy} className="flex flex-wrap items-center gap-2 max-md:px-4 max-md:pt-3">
      <Input
        type="search"
        aria-label="Search log sources"
        icon={<Search aria-hidden />}
        placeholder="Bucket, folder, view, account or its number"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        frameClassName="w-[360px] max-md:w-full"
      />
      <Select
        label="Status"
        value={params.state ?? 'any'}
        options={[
          { value: 'any', label: 'Any' },
          ...SOURCE_STATES.map((state) => ({
            value: state,
            label: `${STATE_WORDS[state]} (${formatCount(states[state])})`,
          })),
        ]}
        onChange={(value) =>
          start(() =>
            router.push(logSourcesHref({ ...params, state: value === 'any' ? null : value, page: 1 }), {
              scroll: false,
            }),
          )
        }
      />
    </search>
  );
}
