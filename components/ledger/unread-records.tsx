'use client';
import { useEffect, useState } from 'react';
import { type AskFailed, askApi, toAskFailed } from '#components/api/ask-api.ts';
import { Button } from '#components/ui/button.tsx';
import { CodeJson } from '#components/ui/code-json.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Note } from '#components/ui/note.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import type { UnreadRecord, UnreadRecordPage } from '#lib/ledger/schema.ts';

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
  const [records, setRecords] = useState<UnreadRecord[]>([]);
  const [next, setNext] = useState<number | null>(-1);
  const [wanted, setWanted] = useState(-1);
  const [failed, setFailed] = useState<AskFailed | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a try anew asks the same question again
  useEffect(() => {
    const stop = new AbortController();
    const params = new URLSearchParams({ scope, after: String(wanted) });
    askApi<UnreadRecordPage>(`/api/v1/objects/${objectId}/records`, params, stop.signal)
      .then((page) => {
        setRecords((was) => [...was.filter(({ ordinal }) => ordinal <= wanted), ...page.records]);
        setNext(page.next);
        setFailed(null);
      })
      .catch((thrown: unknown) => {
        if (!stop.signal.aborted) setFailed(toAskFailed(thrown));
      });
    return () => stop.abort();
  }, [scope, objectId, wanted, tries]);
  const loading = next === wanted && failed === null;
  return (
    <section aria-label="Records that could not be read" className="grid gap-3 border-t border-line pt-3">
      <h3 className="text-13 font-semibold">
        Records that could not be read <span className="font-normal text-fg-3">{formatCount(count)}</span>
      </h3>
      {records.map((record) => (
        <Record key={record.ordinal} record={record} />
      ))}
      {loading && <TableSkeleton rows={2} widths={[320, 120]} />}
      {failed && (
        <Note tone="bad" action={<Button onClick={() => setTries((was) => was + 1)}>Try again</Button>}>
          {failed.message} {failed.hint}
        </Note>
      )}
      {next !== null && !loading && failed === null && (
        <div>
          <Button onClick={() => setWanted(next)}>More</Button>
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
