'use client';
import Link from 'next/link';
import { BreakableKey } from '#components/table/cells.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { type KvEntry, KvList } from '#components/ui/kv-list.tsx';
import type { EventDetail } from '#lib/events/schema.ts';
import { formatFullTime } from '#lib/time/format.ts';
import { eventPageHref } from './page-state.ts';

/** The object that the record was read from, so that it can be fetched and compared without this portal. */
export function EventEvidence({ event, zone, href }: { event: EventDetail; zone: string; href: string }) {
  const { object, twins } = event;
  return (
    <section aria-labelledby="evidence">
      <h3 id="evidence" className="mb-2 text-12 font-semibold">
        Evidence
      </h3>
      {object ? (
        <KvList entries={objectEntries(object, zone)} />
      ) : (
        <p className="text-13/5 text-fg-2">
          The source that this event came from was removed, and its log objects with it.
        </p>
      )}
      {twins.length > 0 && (
        <p className="mt-2 text-13/5 text-fg-2">
          Also recorded in{' '}
          {twins.map((twin, place) => (
            <span key={twin.eventId}>
              {place > 0 && ', '}
              <Link href={eventPageHref(href, twin)} prefetch={false} className="link">
                {twin.accountId}
              </Link>
            </span>
          ))}
          .
        </p>
      )}
    </section>
  );
}

function objectEntries(object: NonNullable<EventDetail['object']>, zone: string): KvEntry[] {
  // The source is `s3://bucket` or a folder.
  const address = `${object.source.replace(/\/$/, '')}/${object.key}`;
  const entries: (KvEntry | false)[] = [
    {
      key: 'Object',
      value: (
        <>
          <BreakableKey text={address} />
          <CopyButton text={address} what="Copy the object's address" />
        </>
      ),
    },
    object.sha256 !== '' && { key: 'SHA-256', value: object.sha256, mono: true },
    object.takenAt !== '' && { key: 'Taken', value: formatFullTime(object.takenAt, zone) },
  ];
  return entries.filter((entry) => entry !== false);
}
