'use client';
import { ChevronRight } from 'lucide-react';
import { memo, type ReactNode, useCallback, useMemo, useState } from 'react';
import { cn } from './cn.ts';
import { foldedAtFirst, linesInside, visibleLines } from './json-folds.ts';
import { type JsonLine, type JsonTokenKind, toJsonLines } from './json-lines.ts';

export interface CodeJsonProps {
  /** JSON as delivered; shown over lines, never changed. Text that is no JSON is shown as it is. */
  text: string;
  /** Paths whose lines are marked red: `errorCode`, `requestParameters.bucketName`. */
  highlight?: readonly string[];
  /** A word to mark wherever it stands in a string, e.g. the bucket's name in a policy. */
  mark?: string;
  /** Default true; without numbers there is no folding either. */
  lineNumbers?: boolean;
  label?: string;
  className?: string;
}

const INK: Record<JsonTokenKind, string> = {
  key: 'text-json-key',
  string: 'text-json-string',
  number: 'text-json-number',
  literal: 'text-json-literal',
  punctuation: 'text-json-punctuation',
};

// Browsers lay out a few thousand lines at once; what is out of sight is skipped in blocks of this many.
const BLOCK = 100;
/** A whole block has 100 lines of 18 px. */
const SKIPPED_OUT_OF_SIGHT = '[contain-intrinsic-size:auto_1800px] [content-visibility:auto]';

/** JSON with coloured syntax, line numbers and folding. */
export function CodeJson(props: CodeJsonProps) {
  const lines = useMemo(() => toJsonLines(props.text), [props.text]);
  const numbered = props.lineNumbers !== false;
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  const toggle = useCallback(
    (number: number) => setToggled((was) => was.symmetricDifference(new Set([number]))),
    [],
  );
  if (!lines) return <PlainText {...props} />;
  const isFolded = (line: JsonLine) => numbered && foldedAtFirst(line) !== toggled.has(line.number);
  const blocks = inBlocks(visibleLines(lines, isFolded));
  return (
    <figure className={cn(frame, props.className)} aria-label={props.label ?? 'JSON'}>
      {blocks.map((block) => (
        <div key={block[0]?.number} className={cn(block.length === BLOCK && SKIPPED_OUT_OF_SIGHT)}>
          {block.map((line) => (
            <Line
              key={line.number}
              line={line}
              folded={isFolded(line)}
              numbered={numbered}
              highlighted={props.highlight?.includes(line.path) ?? false}
              mark={props.mark}
              onToggle={toggle}
            />
          ))}
        </div>
      ))}
    </figure>
  );
}

const frame =
  'mono overflow-hidden rounded-control border border-line bg-surface-2 py-2 leading-[18px] whitespace-pre-wrap wrap-anywhere';

const Line = memo(function Line(props: {
  line: JsonLine;
  folded: boolean;
  numbered: boolean;
  highlighted: boolean;
  mark: string | undefined;
  onToggle: (number: number) => void;
}) {
  const { line, folded, numbered } = props;
  const foldable = numbered && line.depth > 0 && line.closedBy !== undefined;
  // Beyond 40 levels the indent would leave no room for words.
  const indent = Math.min(line.depth, 40) * 2;
  return (
    <div
      className={cn(
        'group relative pr-3',
        numbered ? 'grid grid-cols-[36px_minmax(0,1fr)]' : 'pl-3',
        props.highlighted && 'bg-bad-soft',
      )}
    >
      {numbered && (
        <span aria-hidden className="select-none pr-2.5 text-right text-fg-3">
          {line.number}
        </span>
      )}
      <span className="flex">
        <svg aria-hidden className="shrink-0" width={`${indent}ch`} height="1" />
        <span className="-indent-[2ch] min-w-0 pl-[2ch]">
          {foldable && <FoldButton line={line} folded={folded} onToggle={props.onToggle} />}
          {Object.entries(line.tokens).map(([place, { kind, text }]) => (
            <span key={place} className={INK[kind]}>
              {kind === 'string' && props.mark ? marked(text, props.mark) : text}
            </span>
          ))}
          {folded && <FoldedRest line={line} onToggle={props.onToggle} />}
        </span>
      </span>
    </div>
  );
});

/** Beside the line number; seen on hover and focus, always where there is no hover. */
function FoldButton(props: { line: JsonLine; folded: boolean; onToggle: (number: number) => void }) {
  const name = props.line.path.split('.').at(-1) || 'this';
  return (
    <button
      type="button"
      aria-expanded={!props.folded}
      aria-label={`${props.folded ? 'Unfold' : 'Fold'} ${name}`}
      onClick={() => props.onToggle(props.line.number)}
      className={cn(
        'absolute left-7 grid h-[18px] w-4 place-items-center rounded-chip text-fg-3 opacity-0 hover:bg-hover focus-visible:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100',
        props.folded && 'opacity-100',
      )}
    >
      <ChevronRight className={cn('size-3', !props.folded && 'rotate-90')} aria-hidden />
    </button>
  );
}

function FoldedRest({ line, onToggle }: { line: JsonLine; onToggle: (number: number) => void }) {
  const bracket = line.tokens.at(-1)?.text === '[' ? ']' : '}';
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={() => onToggle(line.number)}
      className="rounded-chip indent-0 text-json-punctuation hover:bg-hover"
    >
      {` … ${linesInside(line)} lines ${bracket}`}
    </button>
  );
}

function marked(text: string, word: string): ReactNode {
  return Object.entries(text.split(word)).map(([place, part]) => (
    <span key={place}>
      {place !== '0' && <mark className="rounded-[2px] bg-accent-bar text-inherit">{word}</mark>}
      {part}
    </span>
  ));
}

function PlainText({ text, label, className }: CodeJsonProps) {
  return (
    <figure className={cn(frame, 'px-3', className)} aria-label={label ?? 'Text'}>
      {text}
    </figure>
  );
}

function inBlocks(lines: JsonLine[]): JsonLine[][] {
  const blocks: JsonLine[][] = [];
  for (let at = 0; at < lines.length; at += BLOCK) blocks.push(lines.slice(at, at + BLOCK));
  return blocks;
}
