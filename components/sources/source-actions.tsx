'use client';
import { Ellipsis, List, Pause, Pencil, Play, RefreshCw, RotateCcw, Stethoscope, Trash2 } from 'lucide-react';
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
import { retryAllAction } from '#lib/ledger/actions.ts';
import { collectSourceAction, pauseSourceAction, resumeSourceAction } from '#lib/sources/actions.ts';
import type { SourceItem } from '#lib/sources/source-item.ts';
import type { SourceState } from '#lib/sources/source-status.ts';
import { FormLink } from './form-link.tsx';
import { RemoveSource } from './remove-source.tsx';
import { ledgerHref, useSourceScope } from './source-scope.ts';
import { sourceName } from './source-words.ts';
import { useSavedTest } from './use-saved-test.ts';

type Action = { word: string; Icon: typeof Pause; run: (id: number) => Promise<FormState> };

const PAUSE: Action = { word: 'Pause', Icon: Pause, run: pauseSourceAction };
const COLLECT: Action = { word: 'Collect now', Icon: RefreshCw, run: collectSourceAction };
const RETRY: Action = {
  word: 'Retry failed',
  Icon: RotateCcw,
  run: (id) => retryAllAction(id, ['failed', 'quarantined']),
};
const RESUME: Action = { word: 'Resume', Icon: Play, run: resumeSourceAction };

/** The likely one as a button, and what else makes sense in the menu. */
const OFFERED: Record<SourceState, { main: Action; more: Action[] }> = {
  online: { main: PAUSE, more: [COLLECT] },
  collecting: { main: PAUSE, more: [COLLECT] },
  waiting: { main: PAUSE, more: [] },
  error: { main: { ...COLLECT, word: 'Try again' }, more: [PAUSE] },
  paused: { main: RESUME, more: [] },
};

/** What can be done with one source. */
export function SourceActions({ source, href }: { source: SourceItem; href: string }) {
  const { id, kind, state } = source;
  const name = sourceName(source);
  const [removing, setRemoving] = useState(false);
  const [fault, setFault] = useState<FormState>({});
  const [busy, start] = useTransition();
  const run = (action: Action) =>
    start(async () => {
      const answer = await action.run(id);
      setFault(answer.done ? {} : answer);
    });
  const { main, more } = OFFERED[state];
  const { failed, quarantined } = source.objects;
  const { test } = useSavedTest(source, setFault);
  const scope = useSourceScope();
  return (
    <span className="flex justify-end">
      <Button
        variant="ghost"
        square
        className="max-md:size-11"
        title={main.word}
        aria-label={`${main.word}: ${name}`}
        disabled={busy}
        onClick={() => run(main)}
      >
        <main.Icon aria-hidden />
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" square className="max-md:size-11" title="More" aria-label={`More: ${name}`}>
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {more.map((action) => (
            <DropdownMenuItem key={action.word} onSelect={() => run(action)}>
              <action.Icon aria-hidden />
              {action.word}
            </DropdownMenuItem>
          ))}
          {failed + quarantined > 0 && (
            <DropdownMenuItem onSelect={() => run(RETRY)}>
              <RETRY.Icon aria-hidden />
              {RETRY.word}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={test}>
            <Stethoscope aria-hidden />
            Test
          </DropdownMenuItem>
          <DropdownMenuItem asChild>
            <Link href={ledgerHref(scope, id)}>
              <List aria-hidden />
              Objects and failures
            </Link>
          </DropdownMenuItem>
          {kind === 's3' && (
            <DropdownMenuItem asChild>
              <FormLink href={`${href}?source=${id}`}>
                <Pencil aria-hidden />
                Change settings
              </FormLink>
            </DropdownMenuItem>
          )}
          <DropdownMenuSeparator />
          <DropdownMenuItem danger onSelect={() => setRemoving(true)}>
            <Trash2 aria-hidden />
            Remove
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {removing && <RemoveSource source={source} onClose={() => setRemoving(false)} />}
      {fault.message && <Refused fault={fault} onClose={() => setFault({})} />}
    </span>
  );
}

function Refused({ fault, onClose }: { fault: FormState; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title="That did not work">
      <Note tone="bad" role="alert">
        {fault.message} {fault.hint}
      </Note>
    </Dialog>
  );
}
