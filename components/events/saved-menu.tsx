'use client';
import { Bookmark, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx';
import type { SavedSearch } from '#lib/searches/saved-schema.ts';
import { useReport } from './report-context.ts';
import { DeleteSearch, SearchForm } from './saved-dialogs.tsx';
import { SavedList } from './saved-list.tsx';
import type { Saving } from './saving.ts';
import { useSavedSearches } from './use-saved-searches.ts';

/** What a dialog over the list is about. */
type Asked = { about: 'save' } | { about: 'change' | 'delete'; search: SavedSearch } | null;

/** The saved searches of the scope in the toolbar, and the way to save the one that is shown. */
export function SavedMenu(props: Saving) {
  const { scope } = useReport();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<Asked>(null);
  const saved = useSavedSearches(scope, open);
  const askFor = (next: Asked) => {
    setOpen(false);
    setAsked(next);
  };
  const close = () => setAsked(null);
  return (
    <>
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <Button>
            <Bookmark aria-hidden />
            Saved
            <ChevronDown aria-hidden />
          </Button>
        </PopoverTrigger>
        <PopoverContent align="end" aria-label="Saved searches" className="w-[360px]">
          <SavedList
            saved={saved}
            query={props.query}
            onOpen={() => setOpen(false)}
            onSave={() => askFor({ about: 'save' })}
            onChange={(search) => askFor({ about: 'change', search })}
            onDelete={(search) => askFor({ about: 'delete', search })}
          />
        </PopoverContent>
      </Popover>
      {asked?.about === 'save' && <SearchForm {...props} search={null} saved={saved} onClose={close} />}
      {asked?.about === 'change' && (
        <SearchForm {...props} search={asked.search} saved={saved} onClose={close} />
      )}
      {asked?.about === 'delete' && <DeleteSearch search={asked.search} saved={saved} onClose={close} />}
    </>
  );
}
