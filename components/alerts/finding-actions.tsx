'use client';
import { Check, ChevronDown, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx';
import { Note } from '#components/ui/note.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { changeFindingAction } from '#lib/alerts/findings/actions.ts';
import type { FindingRight } from '#lib/alerts/findings/finding-right.ts';
import type { FindingRow, NamedPerson } from '#lib/alerts/findings/schema.ts';

/** What somebody can do about a finding. `scope` is `view:acme`. */
export function FindingActions(props: {
  finding: Pick<FindingRow, 'id' | 'state' | 'assignee'>;
  right: FindingRight;
  people: readonly NamedPerson[];
  scope: string;
  /** More that can be done, before the change of its state. */
  children?: ReactNode;
}) {
  const { finding, people, scope } = props;
  const changes = props.right === 'change';
  const { busy, fault, act } = useAct();
  const change = (what: Parameters<typeof changeFindingAction>[2]) =>
    act(() => changeFindingAction(scope, finding.id, what));
  return (
    <>
      {changes && (
        <Assignee
          finding={finding}
          people={people}
          busy={busy}
          onChange={(assignee) => change({ assignee })}
        />
      )}
      {props.children}
      {finding.state === 'open' && (
        <Button variant="primary" disabled={busy} onClick={() => change({ state: 'acknowledged' })}>
          Acknowledge
        </Button>
      )}
      {changes && finding.state === 'closed' && (
        <Button disabled={busy} onClick={() => change({ state: 'open' })}>
          Reopen
        </Button>
      )}
      {changes && finding.state !== 'closed' && (
        <Button disabled={busy} onClick={() => change({ state: 'closed' })}>
          Close
        </Button>
      )}
      {fault && (
        <Note tone="bad" role="alert" className="basis-full">
          {fault}
        </Note>
      )}
    </>
  );
}

function Assignee(props: {
  finding: Pick<FindingRow, 'assignee'>;
  people: readonly NamedPerson[];
  busy: boolean;
  onChange: (assignee: string | null) => void;
}) {
  const { assignee } = props.finding;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button disabled={props.busy} aria-label={`Assignee: ${assignee?.name ?? 'nobody'}`}>
          <UserRound aria-hidden />
          {assignee?.name ?? 'Nobody'}
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent aria-label="Assignee" className="max-h-80 overflow-y-auto">
        {[{ id: null, name: 'Nobody' }, ...props.people].map(({ id, name }) => (
          <DropdownMenuItem key={id ?? 'nobody'} onSelect={() => props.onChange(id)}>
            {(assignee?.id ?? null) === id ? <Check aria-hidden /> : <span className="w-3.5" />}
            {name}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
