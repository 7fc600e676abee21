import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatCount } from '#lib/charts/format-number.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { SourceActions } from './source-actions.tsx';
import { Accounts, Failures, Lag, LastEvent, Objects, SourceStatus } from './source-cells.tsx';
import { SourceNote } from './source-note.tsx';
import { ledgerHref, useSourceScope } from './source-scope.ts';
import { sourceName, sourcePart } from './source-words.ts';

/** The table's rows as they stand on a phone. */
export function SourceList({ sources, href, zone }: { sources: SourceItem[]; href: string; zone: string }) {
  const scope = useSourceScope();
  return (
    <ul className="border-t border-line md:hidden">
      {sources.map((source) => (
        <li key={source.id} className="grid gap-2 border-b border-line px-4 py-3 text-13 last:border-b-0">
          <div className="flex items-start justify-between gap-2">
            <div className="min-w-0">
              <Link
                href={ledgerHref(scope, source.id)}
                prefetch={false}
                className="block text-14 font-medium wrap-anywhere"
              >
                {sourceName(source)}
              </Link>
              <span className="block text-fg-3 wrap-anywhere">{sourcePart(source)}</span>
            </div>
            <SourceActions source={source} href={href} />
          </div>
          <div>
            <SourceStatus source={source} zone={zone} />
          </div>
          <dl className="grid grid-cols-3 gap-x-4 gap-y-2">
            <Fact term="Last event">
              <LastEvent source={source} zone={zone} />
            </Fact>
            <Fact term="Lag">
              <Lag source={source} />
            </Fact>
            <Fact term="Events">{formatCount(source.events)}</Fact>
            <Fact term="Objects">
              <Objects source={source} />
            </Fact>
            <Fact term="Failures">
              <Failures source={source} />
            </Fact>
            <Fact term="Accounts">
              <Accounts source={source} />
            </Fact>
          </dl>
          <SourceNote source={source} href={href} zone={zone} />
        </li>
      ))}
    </ul>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-12 text-fg-3">{term}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}
