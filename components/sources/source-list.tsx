import { formatCount } from '#lib/charts/format-number.ts';
import type { SourceModel } from '#lib/sources/prepare-status.ts';
import { formatMinute } from '#lib/time/format.ts';
import { SourceActions } from './source-actions.tsx';
import { Failures, Lag, Objects, SourceStatus } from './source-cells.tsx';
import { SourceNote } from './source-note.tsx';

/** The table's rows as they stand on a phone. */
export function SourceList({ sources, href, zone }: { sources: SourceModel[]; href: string; zone: string }) {
  return (
    <ul className="border-t border-line md:hidden">
      {sources.map((source) => (
        <li key={source.id} className="grid gap-2 border-b border-line px-4 py-3 text-13 last:border-b-0">
          <div className="flex items-start justify-between gap-2">
            <div className="min-w-0">
              <b className="block font-medium wrap-anywhere">{source.name}</b>
              <span className="block text-fg-3 wrap-anywhere">
                {source.prefix || (source.isBucket ? 'no prefix' : 'folder on the server')}
              </span>
            </div>
            <SourceActions
              id={source.id}
              name={source.name}
              state={source.state}
              isBucket={source.isBucket}
              href={href}
            />
          </div>
          <div>
            <SourceStatus source={source} />
          </div>
          <dl className="grid grid-cols-3 gap-x-4 gap-y-2 [&_dd]:tabular-nums [&_dt]:text-12 [&_dt]:text-fg-3">
            <div>
              <dt>Last event</dt>
              <dd>{source.lastEventAt ? formatMinute(source.lastEventAt, zone) : '–'}</dd>
            </div>
            <div>
              <dt>Lag</dt>
              <dd>
                <Lag source={source} />
              </dd>
            </div>
            <div>
              <dt>Events</dt>
              <dd>{formatCount(source.events)}</dd>
            </div>
            <div>
              <dt>Objects</dt>
              <dd>
                <Objects source={source} />
              </dd>
            </div>
            <div>
              <dt>Failures</dt>
              <dd>
                <Failures source={source} />
              </dd>
            </div>
            <div>
              <dt>Accounts</dt>
              <dd>{formatCount(source.accounts)}</dd>
            </div>
          </dl>
          <SourceNote source={source} href={href} zone={zone} />
        </li>
      ))}
    </ul>
  );
}
