'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { floatClass } from './float.ts';
import { useFocusBack } from './use-focus-back.ts';

/** A question that must be answered before going on. `footer` holds the buttons, the main one last. */
export function Dialog(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  footer?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  const { remember, onCloseAutoFocus } = useFocusBack();
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.32)]" />
        <Radix.Content
          {...(props.description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={remember}
          onCloseAutoFocus={onCloseAutoFocus}
          className={cn(
            floatClass,
            'fixed top-[12vh] left-1/2 flex max-h-[80vh] w-[480px] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col motion-safe:animate-none',
            props.className,
          )}
        >
          <header className="flex items-center gap-2 border-b border-line py-2.5 pr-2 pl-4">
            <Radix.Title className="flex-1 text-14 font-semibold">{props.title}</Radix.Title>
            <Radix.Close asChild>
              <Button variant="ghost" square aria-label="Close">
                <X aria-hidden />
              </Button>
            </Radix.Close>
          </header>
          <div className="grid min-h-0 gap-4 overflow-y-auto p-4">
            {props.description && (
              <Radix.Description asChild>
                <div className="text-13/5 text-fg-2">{props.description}</div>
              </Radix.Description>
            )}
            {props.children}
          </div>
          {props.footer && (
            <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">{props.footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
