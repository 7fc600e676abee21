'use client';
import { Command } from 'cmdk';
import { Check, ChevronsUpDown, Cloud, Layers, Search } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx';
import { leavePage } from '#components/ui/watch-leaving.ts';
import { type ScopeChoice, type ScopeModel, scopeSubtitle, switchHref } from './nav-model.ts';
import { useFoundScopes } from './use-found-scopes.ts';

const groupHead =
  '**:[[cmdk-group-heading]]:px-3 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-11 **:[[cmdk-group-heading]]:text-fg-3';

/** Views and accounts, found by typing a name or a part of a number. */
export function ScopeSwitcher({ scope }: { scope: ScopeModel }) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const { views, accounts, failed } = useFoundScopes(scope, open ? typed : '');
  const [firstChoice] = [...views, ...accounts];
  const first = firstChoice ? optionValue(firstChoice) : '';
  const [selected, setSelected] = useState('');
  // What the server found arrives after the letters: Enter opens the first of it.
  useEffect(() => setSelected(first), [first]);
  const router = useRouter();
  const pathname = usePathname();
  const { current } = scope;
  const show = (shown: boolean) => {
    setTyped('');
    setOpen(shown);
  };
  const choose = (target: ScopeChoice) => {
    show(false);
    leavePage(() => router.push(switchHref(scope, target, pathname)));
  };
  const option = (choice: ScopeChoice) => (
    <ScopeOption
      key={choice.base}
      choice={choice}
      chosen={choice.base === current?.base}
      onChoose={() => choose(choice)}
    />
  );
  return (
    <Popover open={open} onOpenChange={show}>
      <PopoverTrigger asChild>
        <button
          type="button"
          className="mb-3 flex h-11 w-full shrink-0 items-center gap-2 rounded-control border border-line-strong bg-surface px-2 text-left hover:bg-hover"
        >
          <ScopeIcon choice={current} />
          <span className="min-w-0 flex-1">
            <b className="block truncate font-semibold">{current?.name ?? 'Choose a view or account'}</b>
            <span className="block truncate text-11 text-fg-3">
              {current ? scopeSubtitle(current) : 'Nothing chosen'}
            </span>
          </span>
          <ChevronsUpDown className="size-3.5 text-fg-3" aria-hidden />
        </button>
      </PopoverTrigger>
      <PopoverContent aria-label="Views and accounts" className="w-[300px]">
        <Command
          label="Find a view or account"
          loop
          shouldFilter={!scope.more}
          {...(scope.more && { value: selected, onValueChange: setSelected })}
        >
          <div className="flex h-9 items-center gap-2 border-b border-line px-3 focus-within:border-accent max-md:h-11">
            <Search className="size-3.5 text-fg-3" aria-hidden />
            <Command.Input
              value={typed}
              onValueChange={setTyped}
              placeholder="Find a view or account"
              className="h-full w-full bg-transparent outline-none max-md:text-16"
            />
          </div>
          <Command.List
            label="Views and accounts"
            className={cn('max-h-[min(420px,60vh)] overflow-y-auto pb-1', groupHead)}
          >
            <Command.Empty className="px-3 py-6 text-center text-fg-3">
              {failed ?? 'Nothing has this name.'}
            </Command.Empty>
            {views.length > 0 && <Command.Group heading="Views">{views.map(option)}</Command.Group>}
            {accounts.length > 0 && <Command.Group heading="Accounts">{accounts.map(option)}</Command.Group>}
            {scope.more && !typed && (
              <p className="px-3 pt-2 pb-1 text-12 text-fg-3">There are more. Type to find them.</p>
            )}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  );
}

function optionValue({ kind, id }: ScopeChoice): string {
  return `${kind} ${id}`;
}

function ScopeOption(props: { choice: ScopeChoice; chosen: boolean; onChoose: () => void }) {
  const { choice, chosen } = props;
  const aside = choice.kind === 'account' ? choice.id : `${choice.accounts ?? 0} accounts`;
  return (
    <Command.Item
      value={optionValue(choice)}
      keywords={[choice.name, choice.id]}
      onSelect={props.onChoose}
      className="flex h-8 cursor-pointer items-center gap-2 px-3 data-[selected=true]:bg-hover max-md:h-11"
    >
      <ScopeIcon choice={choice} />
      <span className={cn('min-w-0 flex-1 truncate', chosen && 'font-medium')}>{choice.name}</span>
      <span className="text-12 tabular-nums text-fg-3">{aside}</span>
      <Check className={cn('size-3.5 text-accent-ink', !chosen && 'invisible')} aria-hidden />
    </Command.Item>
  );
}

function ScopeIcon({ choice }: { choice: ScopeChoice | null }) {
  const Icon = choice?.kind === 'account' ? Cloud : Layers;
  return <Icon className="size-4 stroke-[1.5] text-fg-3" aria-hidden />;
}
