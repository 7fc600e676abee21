'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { useFocusBack } from './use-focus-back.ts';

/**
 * The side sheet: 640 px at the right, the whole screen on a phone. It is not modal, the page beside it stays
 * usable; only Escape and its × close it. The focus then goes back to where it was, unless it has gone elsewhere since.
 */
export function Sheet(props: {
  open: boolean;
  onClose: () => void;
  /** For screen readers; what is seen stands in `header`. */
  title: string;
  header?: ReactNode;
  /** Where the focus goes instead, asked when the sheet closes: what it shows may be something else by then. */
  returnTo?: () => HTMLElement | null;
  className?: string;
  children: ReactNode;
}) {
  const { remember, onCloseAutoFocus } = useFocusBack(props.returnTo);
  return (
    <Radix.Root open={props.open} onOpenChange={(open) => !open && props.onClose()} modal={false}>
      <Radix.Portal>
        <Radix.Content
          aria-describedby={undefined}
          onInteractOutside={(event) => event.preventDefault()}
          onOpenAutoFocus={(event) => {
            // The sheet itself, not its first button: j/k and Escape work at once and nothing looks pressed.
            event.preventDefault();
            remember();
            if (event.currentTarget instanceof HTMLElement)
              event.currentTarget.focus({ preventScroll: true });
          }}
          onCloseAutoFocus={onCloseAutoFocus}
          className={cn(
            'fixed inset-y-0 right-0 z-30 flex w-[640px] max-w-full flex-col border-l border-line-strong bg-surface text-13 shadow-float outline-none max-md:w-full max-md:border-l-0 motion-safe:animate-[slide-in_.14s_ease-out]',
            props.className,
          )}
        >
          <Radix.Title className="sr-only">{props.title}</Radix.Title>
          <div className="flex h-13 shrink-0 items-center gap-1 border-b border-line pr-3 pl-6 max-md:pr-1 max-md:pl-4">
            <div className="flex min-w-0 flex-1 items-center gap-1">{props.header}</div>
            <Radix.Close asChild>
              <Button
                variant="ghost"
                square
                aria-label="Close"
                title="Close (Esc)"
                className="max-md:size-11"
              >
                <X aria-hidden />
              </Button>
            </Radix.Close>
          </div>
          <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-6 pt-4 pb-6 max-md:px-4">
            {props.children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
