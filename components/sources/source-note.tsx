import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import type { SourceModel } from '#lib/sources/prepare-status.ts';
import { formatMinute } from '#lib/time/format.ts';

/** Why a source stopped and what to do about it, or that nothing was there. Null where all is well. */
export function SourceNote({ source, href, zone }: { source: SourceModel; href: string; zone: string }) {
  const { fault } = source;
  if (fault) {
    const [, name, rest] = /^([A-Za-z0-9_.]+): (.*)$/s.exec(fault.message) ?? [null, null, fault.message];
    return (
      <Note
        tone="bad"
        action={
          source.isBucket && (
            <SettingsLink source={source} href={href} isKey={fault.code === 'source-credentials'} />
          )
        }
      >
        {name && <b className="font-semibold">{name}: </b>}
        {rest} {fault.hint}
        {fault.at && <span className="text-fg-2"> Since {formatMinute(fault.at, zone)}.</span>}
      </Note>
    );
  }
  if (!source.nothingFound) return null;
  return (
    <Note tone="warn" action={source.isBucket && <SettingsLink source={source} href={href} />}>
      No CloudTrail logs were found {source.prefix ? `under ${source.prefix}` : 'in it'}. Check the prefix,
      and the regions and accounts to take. It is looked at again every five minutes.
    </Note>
  );
}

function SettingsLink({ source, href, isKey }: { source: SourceModel; href: string; isKey?: boolean }) {
  return (
    <Button asChild>
      <Link href={`${href}?source=${source.id}`} className="no-underline!">
        {isKey ? 'Enter a new key' : 'Change settings'}
      </Link>
    </Button>
  );
}
