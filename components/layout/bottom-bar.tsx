import type { ReactNode } from 'react';

/** The one or two main buttons of a page on a phone, always in reach. Give them `size="touch"`. */
export function BottomBar({ children }: { children: ReactNode }) {
  return (
    <>
      <div aria-hidden className="h-15 md:hidden" />
      <div className="fixed inset-x-0 bottom-0 z-20 flex gap-2 border-t border-line bg-surface px-4 py-2 md:hidden [&>*]:flex-1">
        {children}
      </div>
    </>
  );
}
