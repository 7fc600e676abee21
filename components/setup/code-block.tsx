'use client';
import { Download } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { CodeJson } from '#components/ui/code-json.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { saveText } from '#components/ui/save-text.ts';

/** A text to paste, or to save where it has a `file`: coloured where it is JSON. `mark` is a word to show up in it. */
export function CodeBlock(props: {
  label: string;
  text: string;
  file?: string;
  /** What stands over it where it has no file. */
  caption?: string;
  mark?: string;
}) {
  const { label, text, file } = props;
  return (
    <div className="overflow-hidden rounded-control border border-line">
      <div className="flex min-h-8 items-center gap-2 border-b border-line bg-surface-2 pr-1 pl-3 text-12 text-fg-3">
        <span className="mono min-w-0 flex-1 truncate">{file ?? props.caption ?? 'Commands'}</span>
        {file && (
          <Button size="small" variant="ghost" onClick={() => saveText(file, text)} className="max-md:h-11">
            <Download aria-hidden />
            Save
          </Button>
        )}
        <CopyButton text={text} label="Copy" what={`Copy ${label}`} />
      </div>
      {/* Reached by keyboard, so that what lies below can be scrolled to. */}
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus
        tabIndex={0}
        className="max-h-[336px] overflow-y-auto focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent"
      >
        <CodeJson
          text={text}
          label={label}
          lineNumbers={false}
          className="rounded-none border-0"
          {...(props.mark ? { mark: props.mark } : {})}
        />
      </section>
    </div>
  );
}
