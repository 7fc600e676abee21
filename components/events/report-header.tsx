'use client';
import { Ellipsis, RefreshCw, Search } from 'lucide-react';
import { useState } from 'react';
import { SearchBox } from '#components/filters/search-box.tsx';
import { type PeriodProps, PeriodTools } from '#components/layout/period-tools.tsx';
import { TopBar } from '#components/layout/top-bar.tsx';
import { ZoneToggle } from '#components/layout/zone-toggle.tsx';
import { Button } from '#components/ui/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx';

export type HeaderProps = PeriodProps & {
  scopeName: string;
  /** "Acme production, 14 accounts", on a phone. */
  subtitle: string;
};

/** Search, period, zone and refresh in the top bar; on a phone the search opens beneath it. */
export function ReportHeader(props: HeaderProps) {
  const [searching, setSearching] = useState(false);
  return (
    <>
      <TopBar
        title="Events"
        crumbs={[{ label: props.scopeName }]}
        mobileSubtitle={props.subtitle}
        mobileTools={
          <>
            <Button
              variant="ghost"
              size="touch"
              square
              aria-label="Search"
              aria-expanded={searching}
              onClick={() => setSearching((was) => !was)}
            >
              <Search aria-hidden />
            </Button>
            <PhoneMenu {...props} />
          </>
        }
      >
        <SearchBox className="max-w-[440px] flex-1" />
        <PeriodTools {...props} />
      </TopBar>
      {searching && (
        <div className="border-b border-line bg-surface px-4 py-2 md:hidden">
          <SearchBox autoFocus className="h-11!" />
        </div>
      )}
    </>
  );
}

function PhoneMenu({ onRefresh, zone, now }: HeaderProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="touch" square aria-label="More">
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={onRefresh}>
          <RefreshCw aria-hidden />
          Load newer events
        </DropdownMenuItem>
        <div className="flex h-13 items-center justify-between gap-4 px-3 text-13">
          Times in <ZoneToggle zone={zone} at={now} className="h-11" />
        </div>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
