'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ComponentProps, createContext, useContext, useTransition } from 'react';

const OpenForm = createContext<(href: string) => void>(() => undefined);
export const OpenFormProvider = OpenForm.Provider;

/** `busy` from the click on a FormLink until its form is there: what is typed meanwhile would go into the one before. */
export function useOpenForm(): { busy: boolean; open: (href: string) => void } {
  const router = useRouter();
  const [busy, start] = useTransition();
  return { busy, open: (href) => start(() => router.push(href)) };
}

/** A link to another content of the bucket form, on this same page. */
export function FormLink({ href, ...rest }: Omit<ComponentProps<typeof Link>, 'href'> & { href: string }) {
  const open = useContext(OpenForm);
  return (
    <Link
      href={href}
      onNavigate={(event) => {
        event.preventDefault();
        open(href);
      }}
      {...rest}
    />
  );
}
