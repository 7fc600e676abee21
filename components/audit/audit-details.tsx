import { KvList } from '#components/ui/kv-list.tsx';
import type { AuditEntry } from '#lib/audit/schema.ts';
import { formatFullTime } from '#lib/time/format.ts';

/** Everything about one line of the audit log. */
export function AuditDetails({ entry, zone }: { entry: AuditEntry; zone: string }) {
  const details = Object.entries(entry.detail ?? {}).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? value : JSON.stringify(value),
    mono: true,
  }));
  return (
    <div className="bg-surface p-4 whitespace-normal">
      <KvList
        entries={[
          { key: 'Time', value: formatFullTime(entry.at, zone) },
          { key: 'Person', value: entry.actor },
          { key: 'Action', value: entry.action, mono: true },
          { key: 'Target', value: entry.target || 'none' },
          { key: 'From', value: entry.ipAddress ?? 'the server', mono: entry.ipAddress !== null },
          ...details,
        ]}
      />
    </div>
  );
}
