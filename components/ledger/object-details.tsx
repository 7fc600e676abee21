'use client';
import { Download } from 'lucide-react';
import { BreakableKey } from '#components/table/cells.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { type KvEntry, KvList } from '#components/ui/kv-list.tsx';
import { formatCount } from '#lib/charts/format-number.ts';
import { retryObjectAction } from '#lib/ledger/actions.ts';
import type { LogObject } from '#lib/ledger/schema.ts';
import { formatFullTime } from '#lib/time/format.ts';
import { RetryButton } from './retry-button.tsx';
import { UnreadRecords } from './unread-records.tsx';

/** Everything about one object, and what can be done with it. */
export function ObjectDetails(props: { scope: string; sourceId: number; object: LogObject; zone: string }) {
  const { scope, sourceId, object, zone } = props;
  const retries = object.state === 'failed' || object.state === 'quarantined';
  return (
    <div className="grid gap-3 bg-surface p-4 whitespace-normal max-md:p-0">
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <div className="min-w-[min(100%,420px)] flex-1">
          <KvList entries={entriesOf(object, zone)} />
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          {retries && (
            <RetryButton
              label="Try again"
              name={`Try again: ${object.key}`}
              retry={() => retryObjectAction(sourceId, object.id)}
            />
          )}
          {object.kept && (
            <Button asChild className="max-md:h-11">
              <a href={`/api/v1/objects/${object.id}/content?${new URLSearchParams({ scope })}`} download>
                <Download aria-hidden />
                Download
              </a>
            </Button>
          )}
          <CopyButton text={object.key} label="Copy key" variant="default" />
        </div>
      </div>
      {object.quarantinedRecords > 0 && (
        <UnreadRecords scope={scope} objectId={object.id} count={object.quarantinedRecords} />
      )}
    </div>
  );
}

function entriesOf(object: LogObject, zone: string): KvEntry[] {
  const at = (time: string | null) => time && formatFullTime(time, zone);
  const read = object.state === 'ingested';
  const entries: (KvEntry | false)[] = [
    object.reason !== null && { key: 'Reason', value: <span className="text-bad">{object.reason}</span> },
    { key: 'Key', value: <BreakableKey text={object.key} /> },
    { key: 'From', value: [object.accountId, object.region, object.kind].filter(Boolean).join(', ') },
    { key: 'ETag', value: object.etag, mono: true },
    object.sha256 !== null && { key: 'SHA-256', value: object.sha256, mono: true },
    { key: 'Found', value: at(object.foundAt) },
    object.ingestedAt !== null && { key: read ? 'Taken' : 'Read', value: at(object.ingestedAt) },
    object.attempts > 0 && { key: 'Attempts', value: formatCount(object.attempts) },
    object.nextAttemptAt !== null && { key: 'Next try', value: at(object.nextAttemptAt) },
    read && { key: 'Records', value: recordWords(object) },
    object.state !== 'pending' && !object.kept && { key: 'Bytes', value: notKeptWords(object) },
  ];
  return entries.filter((entry) => entry !== false);
}

function recordWords({ records, newEvents, duplicateEvents, quarantinedRecords }: LogObject): string {
  const parts = [
    `${formatCount(newEvents)} new`,
    duplicateEvents > 0 && `${formatCount(duplicateEvents)} known already`,
    quarantinedRecords > 0 && `${formatCount(quarantinedRecords)} unread`,
  ].filter(Boolean);
  return `${formatCount(records)}: ${parts.join(', ')}`;
}

function notKeptWords({ sha256 }: LogObject): string {
  return sha256 === null
    ? 'Not kept: it could not be fetched.'
    : 'Not kept: every event in it was known already.';
}
