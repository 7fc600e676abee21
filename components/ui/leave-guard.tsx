'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { watchLeaving } from './watch-leaving.ts';

/** Asks before the page is left while it has changes that were not saved. `children` says what would be lost. */
export function LeaveGuard({ changed, children }: { changed: boolean; children: ReactNode }) {
  const router = useRouter();
  const [leave, setLeave] = useState<(() => void) | null>(null);
  useEffect(() => {
    if (!changed) return;
    return watchLeaving(
      (go) => setLeave(() => go),
      (href) => router.push(href),
    );
  }, [changed, router]);
  const stay = () => setLeave(null);
  return (
    <Dialog
      open={leave !== null}
      onOpenChange={stay}
      title="Leave without saving?"
      description={children}
      footer={
        <>
          <Button size="form" onClick={stay}>
            Stay
          </Button>
          <Button
            size="form"
            variant="danger"
            onClick={() => {
              stay();
              leave?.();
            }}
          >
            Leave
          </Button>
        </>
      }
    />
  );
}
