'use client';
import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
}

/** Label, control, hint and error of one form row. `children` receives what ties the control to its words. */
export function Field(props: {
  label: string;
  optional?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  /** The label beside the control (configure) or over it (dialogs). */
  layout?: 'beside' | 'over';
  className?: string;
  children: (control: FieldControl) => ReactNode;
}) {
  const id = useId();
  const beside = props.layout !== 'over';
  const described = [props.error && `${id}-error`, props.hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div
      className={cn(
        'grid gap-1 text-13',
        beside && 'md:grid-cols-[176px_minmax(0,1fr)] md:gap-x-4',
        props.className,
      )}
    >
      <label htmlFor={id} className={cn('leading-5 text-fg-2', beside && 'md:pt-1.5')}>
        {props.label}
        {props.optional && <span className="text-fg-3"> optional</span>}
      </label>
      <div className="min-w-0">
        {props.children({
          id,
          'aria-describedby': described || undefined,
          'aria-invalid': Boolean(props.error),
        })}
        {props.error && (
          <p id={`${id}-error`} className="mt-1 flex gap-1 text-12 text-bad">
            <CircleAlert className="mt-0.5 size-3" aria-hidden />
            {props.error}
          </p>
        )}
        {props.hint && (
          <div id={`${id}-hint`} className="mt-1 text-12 text-fg-3">
            {props.hint}
          </div>
        )}
      </div>
    </div>
  );
}

/** A group of controls (radios, two inputs side by side) under one label. */
export function FieldGroup(props: {
  label: string;
  optional?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
}) {
  return (
    <fieldset className="grid min-w-0 gap-1 text-13 md:grid-cols-[176px_minmax(0,1fr)] md:gap-x-4">
      <legend className="contents">
        <span className="leading-5 text-fg-2 md:pt-1.5">
          {props.label}
          {props.optional && <span className="text-fg-3"> optional</span>}
        </span>
      </legend>
      <div className="min-w-0">
        {props.children}
        {props.error && <p className="mt-1 text-12 text-bad">{props.error}</p>}
        {props.hint && <div className="mt-1 text-12 text-fg-3">{props.hint}</div>}
      </div>
    </fieldset>
  );
}
