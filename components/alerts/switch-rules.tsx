'use client';
import { ChevronDown } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx';
import { Note } from '#components/ui/note.tsx';
import { useAct } from '#components/ui/use-act.ts';
import { setRuleModeAction } from '#lib/alerts/scope-rules/actions.ts';
import type { RuleMode } from '#lib/alerts/scope-rules/schema.ts';

const CHOICES: { mode: RuleMode; words: string; aside: string }[] = [
  { mode: 'live', words: 'Live', aside: 'finds and tells' },
  { mode: 'silent', words: 'Silent', aside: 'finds, tells nobody' },
  { mode: 'off', words: 'Off', aside: 'looks at nothing' },
];

/** Switches all the rules that are shown, at once. `scope` is `view:acme`. */
export function SwitchRules({ keys, scope }: { keys: readonly string[]; scope: string }) {
  const { busy, fault, act } = useAct();
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button disabled={busy || keys.length === 0}>
            Switch {keys.length} rules
            <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent className="w-56">
          {CHOICES.map(({ mode, words, aside }) => (
            <DropdownMenuItem key={mode} onSelect={() => act(() => setRuleModeAction(scope, keys, mode))}>
              {words}
              <span className="ml-auto text-12 text-fg-3">{aside}</span>
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      {fault && (
        <Note tone="bad" role="alert" className="basis-full">
          {fault}
        </Note>
      )}
    </>
  );
}
