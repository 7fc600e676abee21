'use client';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';

/**
 * The foot of a list. Pages are turned by cursor, so there is a previous and a next, and no page numbers.
 * `range` says what is shown: "1 – 12 of 148 users".
 */
export function Pager(props: {
  range: string;
  note?: ReactNode;
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  previousLabel?: string;
  nextLabel?: string;
  /** The foot of a nested table is lower. */
  nested?: boolean;
  /** Rows-per-page menu or the like, before the buttons. */
  children?: ReactNode;
  busy?: boolean;
}) {
  return (
    <div
      className={cn(
        'flex items-center gap-2 border-t border-line text-12 tabular-nums text-fg-2',
        props.nested ? 'min-h-9 px-3' : 'min-h-11 px-4 max-md:min-h-14',
      )}
    >
      <span>{props.range}</span>
      {props.note && <span className="text-fg-3">{props.note}</span>}
      <span className="flex-1" />
      {props.children}
      <PagerButton onClick={props.onPrevious} busy={props.busy}>
        {props.previousLabel ?? 'Previous'}
      </PagerButton>
      <PagerButton onClick={props.onNext} busy={props.busy}>
        {props.nextLabel ?? 'Next'}
      </PagerButton>
    </div>
  );
}

function PagerButton(props: {
  onClick: (() => void) | undefined;
  busy: boolean | undefined;
  children: ReactNode;
}) {
  return (
    <Button
      size="small"
      className="max-md:h-11 max-md:px-3"
      disabled={!props.onClick || props.busy}
      onClick={props.onClick}
    >
      {props.children}
    </Button>
  );
}
