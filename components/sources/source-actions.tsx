'use client';
import { Ellipsis, Pause, Pencil, Play, RefreshCw, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useState, useTransition } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx';
import { Note } from '#components/ui/note.tsx';
import type { FormState } from '#lib/form-state.ts';
import {
  collectSourceAction,
  pauseSourceAction,
  removeSourceAction,
  resumeSourceAction,
} from '#lib/sources/actions.ts';
import type { SourceState } from '#lib/sources/prepare-status.ts';

type Props = { id: number; name: string; state: SourceState; isBucket: boolean; href: string };

/** What can be done with one source: the likely thing as a button, the rest in a menu. */
export function SourceActions({ id, name, state, isBucket, href }: Props) {
  const [removing, setRemoving] = useState(false);
  const [fault, setFault] = useState<FormState>({});
  const [busy, start] = useTransition();
  const run = (action: (sourceId: number) => Promise<FormState>) =>
    start(async () => {
      const answer = await action(id);
      setFault(answer.done ? {} : answer);
    });
  const main = MAIN[state];
  return (
    <span className="flex justify-end">
      <Button
        variant="ghost"
        square
        title={main.word}
        aria-label={`${main.word} ${name}`}
        disabled={busy}
        onClick={() => run(main.action)}
      >
        <main.Icon aria-hidden />
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" square title="More" aria-label={`More for ${name}`}>
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {isBucket && (
            <DropdownMenuItem asChild>
              <Link href={`${href}?source=${id}`}>
                <Pencil aria-hidden />
                Change settings
              </Link>
            </DropdownMenuItem>
          )}
          {state !== 'paused' && (
            <>
              <DropdownMenuItem onSelect={() => run(collectSourceAction)}>
                <RefreshCw aria-hidden />
                Look for new objects
              </DropdownMenuItem>
              {state === 'error' && (
                <DropdownMenuItem onSelect={() => run(pauseSourceAction)}>
                  <Pause aria-hidden />
                  Pause
                </DropdownMenuItem>
              )}
            </>
          )}
          <DropdownMenuSeparator />
          <DropdownMenuItem danger onSelect={() => setRemoving(true)}>
            <Trash2 aria-hidden />
            Remove
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {removing && <RemoveDialog id={id} name={name} onClose={() => setRemoving(false)} />}
      {fault.message && (
        <Dialog open onOpenChange={() => setFault({})} title="That did not work">
          <Note tone="bad" role="alert">
            {fault.message} {fault.hint}
          </Note>
        </Dialog>
      )}
    </span>
  );
}

const MAIN: Record<
  SourceState,
  { word: string; Icon: typeof Pause; action: (id: number) => Promise<FormState> }
> = {
  online: { word: 'Pause', Icon: Pause, action: pauseSourceAction },
  collecting: { word: 'Pause', Icon: Pause, action: pauseSourceAction },
  error: { word: 'Try again', Icon: RefreshCw, action: collectSourceAction },
  paused: { word: 'Go on', Icon: Play, action: resumeSourceAction },
};

function RemoveDialog({ id, name, onClose }: { id: number; name: string; onClose: () => void }) {
  const [fault, setFault] = useState<FormState>({});
  const [busy, start] = useTransition();
  const remove = () =>
    start(async () => {
      const answer = await removeSourceAction(id);
      if (answer.done) onClose();
      else setFault(answer);
    });
  const footer = (
    <>
      <Button size="form" onClick={onClose}>
        Cancel
      </Button>
      <Button size="form" variant="danger" onClick={remove} disabled={busy}>
        {busy ? 'Removing…' : 'Remove'}
      </Button>
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Remove ${name}?`}
      description="Nothing more is collected from it, and its stored key is deleted. Events that were collected stay, but which object each of them came from is forgotten, so their raw JSON is no longer shown. To stop for a while, pause it instead."
      footer={footer}
    >
      {fault.message && (
        <Note tone="bad" role="alert">
          {fault.message} {fault.hint}
        </Note>
      )}
    </Dialog>
  );
}
