'use client';
import { EllipsisVertical, LogOut, UserRound } from 'lucide-react';
import Link from 'next/link';
import { signOut } from 'next-auth/react';
import { Button } from '#components/ui/button.tsx';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx';
import { leavePage } from '#components/ui/watch-leaving.ts';
import type { Person } from './nav-model.ts';
import { ThemeToggle } from './theme-toggle.tsx';

/** Who is signed in, light or dark, their profile and the way out. */
export function PersonMenu({ person }: { person: Person }) {
  return (
    <div className="flex items-center gap-2 pt-2 pl-2 text-12">
      <span
        aria-hidden
        className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-10 font-semibold text-accent-ink"
      >
        {initials(person.name)}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{person.name}</span>
        <span className="block truncate text-fg-3">{person.role}</span>
      </span>
      <span className="flex">
        <ThemeToggle />
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" square aria-label="Your account" className="max-md:size-11">
              <EllipsisVertical aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent side="top">
            <DropdownMenuItem asChild>
              <Link href="/profile">
                <UserRound aria-hidden />
                Your profile
              </Link>
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={() => leavePage(() => void signOut({ callbackUrl: '/' }))}>
              <LogOut aria-hidden />
              Sign out
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      </span>
    </div>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase();
}
