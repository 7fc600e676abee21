'use client';
import { X } from 'lucide-react';
import { cn } from './cn.ts';

/** A chosen value. With `onRemove` its × is a button of its own. */
export function Chip(props: { label: string; title?: string; onRemove?: () => void; className?: string }) {
  return (
    <span
      title={props.title ?? props.label}
      className={cn(
        'inline-flex h-5 min-w-0 max-w-48 items-center gap-1 rounded-chip bg-accent-soft px-1.5 text-12 text-accent-ink',
        props.onRemove && 'pr-0.5',
        props.className,
      )}
    >
      <span className="truncate">{props.label}</span>
      {props.onRemove && (
        <button
          type="button"
          aria-label={`Remove ${props.label}`}
          onClick={props.onRemove}
          className="grid size-4 place-items-center rounded-chip hover:bg-accent-bar"
        >
          <X className="size-3" aria-hidden />
        </button>
      )}
    </span>
  );
}
