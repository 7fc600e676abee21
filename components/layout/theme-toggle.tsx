'use client';
import { Moon, Sun } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { setCookie } from './cookie.ts';

/** Light or dark. Which of the two icons is seen is left to CSS, so the server need not know the theme. */
export function ThemeToggle() {
  const toggle = () => {
    const root = document.documentElement;
    const theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    root.dataset.theme = theme;
    setCookie('theme', theme);
  };
  return (
    <Button
      variant="ghost"
      square
      aria-label="Light or dark"
      title="Light or dark"
      className="max-md:size-11"
      onClick={toggle}
    >
      <Moon className="dark:hidden" aria-hidden />
      <Sun className="hidden dark:block" aria-hidden />
    </Button>
  );
}
