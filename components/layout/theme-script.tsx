import { BROWSER_ZONE_COOKIE } from '#lib/time/zone.ts';

/** Cookie of the chosen theme: `light` or `dark`; absent while the system decides. */
export const THEME_COOKIE = 'theme';

// Runs before the first paint. Radix's scroll lock writes a style element, with the nonce that stands there. The server has already set data-theme where a choice is known; the script follows
// the system otherwise, and leaves the browser's zone where the next request finds it.
const SCRIPT = `(function(){var d=document,r=d.documentElement;window.__webpack_nonce__=d.currentScript.nonce;
if(!/(^|; )${THEME_COOKIE}=(light|dark)/.test(d.cookie))r.dataset.theme=matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';
try{var z=Intl.DateTimeFormat().resolvedOptions().timeZone;if(z)d.cookie='${BROWSER_ZONE_COOKIE}='+encodeURIComponent(z)+';path=/;max-age=31536000;samesite=lax'}catch(e){}})()`;

export function ThemeScript({ nonce }: { nonce?: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant text that must run before React does
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SCRIPT }} />;
}
