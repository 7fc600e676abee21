'use client';
import { useState } from 'react';
import { askApi } from '#components/api/ask-api.ts';
import { useAnswer } from '#components/api/use-answer.ts';
import { Button } from '#components/ui/button.tsx';
import { CodeJson } from '#components/ui/code-json.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Note } from '#components/ui/note.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { UnreadRecord, UnreadRecordPage } from '#lib/ledger/schema.ts';

/** Ordinals begin at 0. */
const FIRST = { after: -1, before: [] };

/** The records of an object that could not be read, as text: what they hold is anybody's guess. */
export function UnreadRecords({
  scope,
  objectId,
  count,
}: {
  scope: string;
  objectId: string;
  count: number;
}) {
  const [{ after, before }, setShown] = useState<{ after: number; before: UnreadRecord[] }>(FIRST);
  const params = new URLSearchParams({ scope, after: String(after) });
  const path = `/api/v1/objects/${objectId}/records`;
  const { answer, again } = useAnswer(`${path}?${params}`, (signal) =>
    askApi<UnreadRecordPage>(path, params, signal),
  );
  const page = answer.status === 'ready' ? answer.value : null;
  const records = page ? [...before, ...page.records] : before;
  const next = page?.next ?? null;
  return (
    <section aria-label="Records that could not be read" className="grid gap-3 border-t border-line pt-3">
      <h3 className="text-13 font-semibold">
        Records that could not be read <span className="font-normal text-fg-3">{formatCount(count)}</span>
      </h3>
      {records.map((record) => (
        <Record key={record.ordinal} record={record} />
      ))}
      {answer.status === 'loading' && <TableSkeleton rows={2} widths={[320, 120]} />}
      {answer.status === 'failed' && (
        <Note tone="bad" action={<Button onClick={again}>Try again</Button>}>
          {answer.error.message} {answer.error.hint}
        </Note>
      )}
      {next !== null && (
        <div>
          <Button onClick={() => setShown({ after: next, before: records })}>More</Button>
        </div>
      )}
    </section>
  );
}

function Record({ record }: { record: UnreadRecord }) {
  const { ordinal, reason, text, cut } = record;
  return (
    <article className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-2 text-13">
        <b className="font-medium tabular-nums">Record {formatCount(ordinal)}</b>
        <span className="min-w-0 flex-1 wrap-anywhere text-bad">{reason}</span>
        {text !== null && <CopyButton text={text} label="Copy" />}
      </div>
      {text === null ? (
        <p className="text-12 text-fg-3">Its text is not kept.</p>
      ) : (
        <CodeJson text={text} label={`Record ${ordinal} as delivered`} className="max-h-80 overflow-y-auto" />
      )}
      {cut && <p className="text-12 text-fg-3">Cut here. Download the object for the rest.</p>}
    </article>
  );
}
