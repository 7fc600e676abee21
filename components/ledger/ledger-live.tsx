'use client';
import { Note } from '#components/ui/note.tsx';
import type { LedgerSummary } from '#lib/ledger/schema.ts';
import { FaultsPanel } from './faults-panel.tsx';
import { LedgerFigures } from './ledger-figures.tsx';
import { useLedgerSummary } from './use-ledger-summary.ts';

/** How far a source's ledger is and what is wrong in it, kept up to date. `scope` is `view:acme`, `now` ISO. */
export function LedgerLive(props: {
  scope: string;
  sourceId: number;
  summary: LedgerSummary;
  collecting: boolean;
  href: string;
  zone: string;
  now: string;
}) {
  const { sourceId, href } = props;
  const { summary, failed } = useLedgerSummary(props.scope, sourceId, props.summary, props.collecting);
  return (
    <>
      {failed && (
        <Note tone="warn" role="status" className="max-md:mx-4">
          What stands here may be out of date. {failed.message} {failed.hint}
        </Note>
      )}
      <LedgerFigures counts={summary.counts} href={href} />
      <FaultsPanel sourceId={sourceId} summary={summary} href={href} zone={props.zone} now={props.now} />
    </>
  );
}
