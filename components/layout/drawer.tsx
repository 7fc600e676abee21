'use client';
import { Menu } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { createContext, type ReactNode, use, useState } from 'react';
import { Button } from '#components/ui/button.tsx';

const OpenDrawer = createContext<() => void>(() => {});

/** On a phone the sidebar is a drawer. It closes by itself when a link in it has led elsewhere. */
export function DrawerProvider({ sidebar, children }: { sidebar: ReactNode; children: ReactNode }) {
  const pathname = usePathname();
  const [{ at, open }, setDrawer] = useState({ at: pathname, open: false });
  if (at !== pathname) setDrawer({ at: pathname, open: false });
  const setOpen = (shown: boolean) => setDrawer({ at: pathname, open: shown });
  return (
    <OpenDrawer value={() => setOpen(true)}>
      {children}
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.32)] md:hidden" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-50 flex w-[280px] max-w-[86vw] flex-col border-r border-line bg-side px-2 pb-2 text-13 shadow-float outline-none motion-safe:animate-[drawer-in_.16s_ease-out] md:hidden"
          >
            <Dialog.Title className="sr-only">Menu</Dialog.Title>
            {sidebar}
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </OpenDrawer>
  );
}

export function DrawerButton() {
  const open = use(OpenDrawer);
  return (
    <Button variant="ghost" size="touch" square aria-label="Menu" onClick={open} className="md:hidden">
      <Menu aria-hidden />
    </Button>
  );
}

/** The scope's name under the title of a phone's top bar; it opens the drawer, where the switcher is. */
export function DrawerScopeButton({ children }: { children: ReactNode }) {
  const open = use(OpenDrawer);
  return (
    <button type="button" onClick={open} className="flex min-w-0 items-center gap-1 text-12 text-fg-3">
      {children}
    </button>
  );
}
