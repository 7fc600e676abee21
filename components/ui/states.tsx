import { CircleX, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';

/** Nothing to show, and why. `actions` offer the nearest thing that has something. */
export function EmptyState(props: {
  title: string;
  icon?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  tone?: 'neutral' | 'bad';
  children: ReactNode;
}) {
  return (
    <>
      <div className="grid min-h-[248px] place-items-center p-6 text-center">
        <div className="max-w-[376px]">
          <div
            className={cn(
              'mx-auto grid size-8 place-items-center rounded-control border border-line bg-surface-2 text-fg-3 [&>svg]:size-4',
              props.tone === 'bad' && 'text-bad',
            )}
          >
            {props.icon ?? <Search aria-hidden />}
          </div>
          <h2 className="mt-3 mb-1 text-14 font-semibold">{props.title}</h2>
          <div className="text-13/5 text-fg-2">{props.children}</div>
          {props.actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{props.actions}</div>}
        </div>
      </div>
      {props.footer && (
        <div className="flex min-h-11 items-center gap-2 border-t border-line px-4 text-12 text-fg-3">
          {props.footer}
        </div>
      )}
    </>
  );
}

/** What happened, what to do, and an id to quote. */
export function ErrorState(props: {
  title: string;
  message: string;
  hint?: string | undefined;
  requestId?: string | undefined;
  /** When it happened, ready to read. */
  at?: string;
  actions?: ReactNode;
}) {
  const details = [
    props.title,
    props.message,
    props.hint,
    props.requestId && `Request ${props.requestId}`,
    props.at,
  ];
  return (
    <div role="alert">
      <EmptyState
        title={props.title}
        tone="bad"
        icon={<CircleX aria-hidden />}
        actions={props.actions}
        footer={
          <>
            {props.requestId && (
              <span>
                Request <span className="mono">{props.requestId}</span>
                {props.at && ` at ${props.at}`}
              </span>
            )}
            <span className="flex-1" />
            <CopyButton text={details.filter(Boolean).join('\n')} label="Copy details" variant="default" />
          </>
        }
      >
        {props.message} {props.hint}
      </EmptyState>
    </div>
  );
}
