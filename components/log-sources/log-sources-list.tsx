import type { ReactNode } from 'react';
import type { ListedLogSource } from '#lib/sources/log-source-loaders.ts';
import { protocolWord, typeWord } from '#lib/sources/log-sources.ts';
import {
  SourceAccounts,
  SourceLag,
  SourceLastEvent,
  SourceName,
  SourceRegions,
  SourceStatus,
} from './source-facts.tsx';

/** The table's rows as they stand on a phone. */
export function LogSourcesList({ sources, zone }: { sources: ListedLogSource[]; zone: string }) {
  return (
    <ul className="md:hidden">
      {sources.map((source) => (
        <li key={source.id} className="grid gap-2 border-b border-line px-4 py-3 text-13 last:border-b-0">
          <div className="min-w-0 text-14">
            <SourceName source={source} />
          </div>
          <div>
            <SourceStatus source={source} />
          </div>
          <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
            <Fact term="Type">
              {typeWord(source)}, {protocolWord(source)}
            </Fact>
            <Fact term="Of">{source.owner.name}</Fact>
            <Fact term="Account number">
              <SourceAccounts source={source} />
            </Fact>
            <Fact term="Regions">
              <SourceRegions source={source} />
            </Fact>
            <Fact term="Last event">
              <SourceLastEvent source={source} zone={zone} />
            </Fact>
            <Fact term="Lag">
              <SourceLag source={source} />
            </Fact>
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-fg-3">{term}</dt>
      <dd className="wrap-anywhere tabular-nums">{children}</dd>
    </div>
  );
}
