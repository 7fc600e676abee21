'use client';
import { RefreshCw } from 'lucide-react';
import { useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { Note } from '#components/ui/note.tsx';
import type { ScopeKind } from '#lib/auth/scope.ts';
import type { FormState } from '#lib/form-state.ts';
import { refreshTrailsAction } from '#lib/trails/actions.ts';

/** Asks AWS anew about all accounts of the scope that have credentials. */
export function RefreshButton(props: { kind: ScopeKind; id: string; asking: boolean; square?: boolean }) {
  const [busy, start] = useTransition();
  const [fault, setFault] = useState<FormState>({});
  const asking = busy || props.asking;
  const refresh = () =>
    start(async () => {
      const answer = await refreshTrailsAction(props.kind, props.id);
      setFault(answer.done ? {} : answer);
    });
  return (
    <>
      <Button
        disabled={asking}
        onClick={refresh}
        aria-label={asking ? 'Asking AWS' : 'Refresh'}
        title="Ask AWS anew about the trails"
        variant={props.square ? 'ghost' : 'default'}
        square={props.square}
        className={props.square ? 'max-md:size-11' : undefined}
      >
        <RefreshCw className={cn(asking && 'motion-safe:animate-spin')} aria-hidden />
        {!props.square && (asking ? 'Asking AWS…' : 'Refresh')}
      </Button>
      {fault.message && (
        <Dialog open onOpenChange={() => setFault({})} title="AWS was not asked">
          <Note tone="bad" role="alert">
            {fault.message} {fault.hint}
          </Note>
        </Dialog>
      )}
    </>
  );
}
