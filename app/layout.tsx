import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { THEME_COOKIE, ThemeScript } from '#components/layout/theme-script.tsx';

export const metadata: Metadata = {
  title: { default: 'Trailkeep', template: '%s · Trailkeep' },
  icons: '/icon.svg',
  description: 'Reports over the CloudTrail logs of many AWS accounts',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#131519' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [chosen, nonce] = [(await cookies()).get(THEME_COOKIE)?.value, (await headers()).get('x-nonce')];
  const theme = chosen === 'light' || chosen === 'dark' ? chosen : undefined;
  return (
    // The script may set data-theme before React arrives.
    <html lang="en" data-theme={theme} suppressHydrationWarning>
      <head>
        <ThemeScript nonce={nonce ?? undefined} />
      </head>
      <body>{children}</body>
    </html>
  );
}
