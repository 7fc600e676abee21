import { Button } from '#components/ui/button.tsx';
import { Note } from '#components/ui/note.tsx';
import type { SourceItem } from '#lib/sources/source-item.ts';
import { formatMinute } from '#lib/time/format.ts';
import { FormLink } from './form-link.tsx';
import { foundNothing } from './source-words.ts';

type Props = { source: SourceItem; href: string };

export function hasNote(source: SourceItem): boolean {
  return source.reason !== null || foundNothing(source) || queueFault(source) !== null;
}

/** Why a source stopped and what to do about it, or that nothing was there. Null where all is well. */
export function SourceNote({ source, href, zone }: Props & { zone: string }) {
  if (!hasNote(source)) return null;
  const link = source.kind === 's3' && <SettingsLink source={source} href={href} />;
  if (source.reason === null && !foundNothing(source)) {
    return (
      <Note tone="warn" action={link}>
        {queueFault(source)}
      </Note>
    );
  }
  if (source.reason === null) {
    return (
      <Note tone="warn" action={link}>
        No CloudTrail logs were found {source.prefix ? `under ${source.prefix}` : 'in it'}. Check the prefix,
        and the regions and accounts to take. It is looked at again every five minutes.
      </Note>
    );
  }
  const [, name, rest] = /^([A-Za-z0-9_.]+): (.*)$/s.exec(source.reason) ?? [null, null, source.reason];
  return (
    <Note tone="bad" action={link}>
      {name && <b className="font-semibold">{name}: </b>}
      {rest} {source.hint}
      {source.errorAt && <span className="text-fg-2"> Since {formatMinute(source.errorAt, zone)}.</span>}
    </Note>
  );
}

function queueFault({ queue }: SourceItem): string | null {
  if (queue?.reason) {
    return `${queue.reason} ${queue.hint ?? ''} Until then the bucket is listed every five minutes.`;
  }
  if (!queue?.unread) return null;
  const messages = queue.unread === 1 ? 'A message is' : `${queue.unread} messages are`;
  return `${messages} in its queue that none of S3, SNS, CloudTrail and EventBridge wrote. They stay there, and come again.`;
}

function SettingsLink({ source, href }: Props) {
  return (
    <Button asChild className="max-md:h-11">
      <FormLink href={`${href}?source=${source.id}`} className="no-underline!">
        {source.errorCode === 'source-credentials' ? 'Enter a new key' : 'Change settings'}
      </FormLink>
    </Button>
  );
}
