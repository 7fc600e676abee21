'use client';
import { CATEGORY_WORDS } from '#components/filters/filter-words.ts';
import { BreakableKey } from '#components/table/cells.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { type KvEntry, KvList } from '#components/ui/kv-list.tsx';
import { classifyAddress } from '#lib/cloudtrail/source-address.ts';
import type { EventDetail } from '#lib/events/schema.ts';
import { formatDuration } from '#lib/time/duration.ts';
import { formatTime } from '#lib/time/format.ts';
import type { EventFacts } from './event-facts.ts';

/** Every field of the event: short ones in two columns, ids and ARNs whole beneath. */
export function EventFields(props: {
  event: EventDetail;
  facts: EventFacts;
  zone: string;
  accountName: string | undefined;
}) {
  return (
    <div className="grid gap-1">
      <KvList columns={2} entries={shortFields(props)} />
      <KvList entries={longFields(props.event, props.facts)} />
    </div>
  );
}

/** What every record has, for those that are no call; `more` stands before it. */
export function RecordFields(props: {
  event: EventDetail;
  zone: string;
  accountName: string | undefined;
  more: KvEntry[];
}) {
  const { event } = props;
  return (
    <div className="grid gap-1">
      <KvList
        columns={2}
        entries={[
          ...props.more,
          { key: 'Account', value: event.accountId, aside: props.accountName },
          { key: 'Region', value: event.region || '–' },
          takenField(event, props.zone),
          { key: 'Category', value: CATEGORY_WORDS[event.category] },
        ]}
      />
      <KvList entries={[{ key: 'Event ID', value: <Copied text={event.eventId} /> }]} />
    </div>
  );
}

type FieldsOf = Parameters<typeof EventFields>[0];

function shortFields({ event, facts, zone, accountName }: FieldsOf): KvEntry[] {
  return [
    { key: 'User', value: event.user },
    { key: 'Service', value: event.service || '–' },
    { key: 'Session', value: event.sessionName || '–' },
    { key: 'Region', value: event.region || '–' },
    { key: 'IP address', value: event.sourceIp || '–', aside: addressWord(event.sourceIp) },
    { key: 'Read-only', value: event.readOnly ? 'Yes' : 'No' },
    { key: 'Account', value: event.accountId, aside: accountName },
    takenField(event, zone),
    { key: 'MFA', value: event.mfa === null ? 'Not recorded' : event.mfa ? 'Yes' : 'No' },
    { key: 'Category', value: CATEGORY_WORDS[event.category] },
    { key: 'Identity', value: event.userType || 'Unknown' },
    { key: 'Type', value: facts.eventType || '–' },
  ];
}

/** When the record's object was read, and how long after the call that was. */
function takenField({ object, eventTime }: EventDetail, zone: string): KvEntry {
  const takenAt = object?.takenAt;
  if (!takenAt) return { key: 'Taken', value: '–' };
  const lateMs = Date.parse(takenAt) - Date.parse(eventTime);
  const late = lateMs >= 0 ? `${formatDuration(lateMs)} later` : undefined;
  // Collected long afterwards: the exact time stands with the evidence.
  if (lateMs >= 12 * 3_600_000) return { key: 'Taken', value: late };
  return { key: 'Taken', value: formatTime(takenAt, zone), aside: late };
}

function longFields(event: EventDetail, facts: EventFacts): KvEntry[] {
  const entries: (KvEntry | false)[] = [
    event.userArn !== '' && { key: 'ARN', value: <Copied text={event.userArn} /> },
    event.accessKeyId !== '' && {
      key: 'Access key',
      value: <Copied text={event.accessKeyId} />,
      aside: keyWord(event.accessKeyId),
    },
    event.resources.length > 0 && {
      key: event.resources.length > 1 ? 'Resources' : 'Resource',
      value: <Resources resources={event.resources} />,
    },
    event.userAgent !== '' && {
      key: 'Agent',
      value: <span className="text-fg-2">{event.userAgent}</span>,
    },
    event.errorCode !== '' && { key: 'Error code', value: event.errorCode, mono: true },
    event.errorMessage !== '' && {
      key: 'Message',
      value: <span className="text-fg-2">{event.errorMessage}</span>,
    },
    facts.vpcEndpointId !== '' && { key: 'VPC endpoint', value: facts.vpcEndpointId, mono: true },
    facts.requestId !== '' && { key: 'Request ID', value: facts.requestId, mono: true },
    { key: 'Event ID', value: <Copied text={event.eventId} /> },
  ];
  return entries.filter((entry) => entry !== false);
}

function Copied({ text }: { text: string }) {
  return (
    <>
      <BreakableKey text={text} />
      <CopyButton text={text} what={`Copy ${text}`} />
    </>
  );
}

const RESOURCES_SHOWN = 6;

function Resources({ resources }: { resources: readonly string[] }) {
  const hidden = resources.slice(RESOURCES_SHOWN);
  return (
    <>
      {resources.slice(0, RESOURCES_SHOWN).map((resource) => (
        <span key={resource} className="block">
          <Copied text={resource} />
        </span>
      ))}
      {hidden.length > 0 && (
        <details>
          <summary className="link w-fit cursor-pointer">{hidden.length} more</summary>
          {hidden.map((resource) => (
            <span key={resource} className="block">
              <BreakableKey text={resource} />
            </span>
          ))}
        </details>
      )}
    </>
  );
}

function addressWord(address: string): string | undefined {
  switch (classifyAddress(address)) {
    case 'private':
      return 'private';
    case 'service':
      return 'AWS service';
    case 'aws-internal':
      return 'inside AWS';
    default:
      return undefined;
  }
}

function keyWord(key: string): string | undefined {
  if (key.startsWith('ASIA')) return 'temporary';
  return key.startsWith('AKIA') ? 'long-term' : undefined;
}
