'use client';
import { CodeJson } from '#components/ui/code-json.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Note } from '#components/ui/note.tsx';
import { formatBytes } from '#lib/charts/format-number.ts';

const ERROR_PATHS = ['errorCode', 'errorMessage'];

/** The record byte for byte as AWS delivered it; only the line breaks are ours. */
export function EventRaw({ raw }: { raw: string | null }) {
  if (raw === null) {
    return (
      <Note>
        The log object&rsquo;s bytes are no longer kept, so the record as delivered cannot be shown.
        Everything above was taken from it when it arrived.
      </Note>
    );
  }
  return (
    <section aria-labelledby="raw-record">
      <h3 id="raw-record" className="mb-2 flex items-center gap-2 text-12 font-semibold">
        Raw record
        <span className="font-normal text-fg-3">as delivered, {formatBytes(new Blob([raw]).size)}</span>
        <span className="flex-1" />
        <CopyButton text={raw} label="Copy" what="Copy the raw record" />
      </h3>
      <CodeJson text={raw} highlight={ERROR_PATHS} label="Raw record" />
    </section>
  );
}
