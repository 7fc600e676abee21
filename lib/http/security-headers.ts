import { createHash } from 'node:crypto';

/**
 * Style attributes that Radix writes on the server, always the same: an outline, the hidden controls that take part in forms. No other
 * style attribute in a page counts; sizes that depend on data are attributes of svg, col and table. (Scripts may set styles freely.)
 */
const RADIX_ATTRIBUTES = [
  'outline:none',
  'pointer-events:none',
  'position:absolute;pointer-events:none;opacity:0;margin:0;transform:translateX(-100%)',
  'position:absolute;border:0;width:1px;height:1px;padding:0;margin:-1px;overflow:hidden;clip:rect(0, 0, 0, 0);white-space:nowrap;word-wrap:normal',
];

/** The style element of Radix's open Select. */
const RADIX_SELECT =
  '[data-radix-select-viewport]{scrollbar-width:none;-ms-overflow-style:none;-webkit-overflow-scrolling:touch;}[data-radix-select-viewport]::-webkit-scrollbar{display:none}';

const ELEMENT_HASHES = hashesOf([RADIX_SELECT]);
const ATTRIBUTE_HASHES = hashesOf(RADIX_ATTRIBUTES);

/** What browsers are told with each answer. `nonce` is new for each request; `https`: people reach the portal by it. */
export function securityHeaders({ nonce, https, development }: SecurityFacts): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce, development),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': PERMISSIONS.map((name) => `${name}=()`).join(', '),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(https ? { 'strict-transport-security': `max-age=${TWO_YEARS_S}; includeSubDomains` } : {}),
  };
}

type SecurityFacts = { nonce: string; https: boolean; development: boolean };

const TWO_YEARS_S = 2 * 365 * 24 * 60 * 60;
const PERMISSIONS = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'serial', 'usb'];

export function contentSecurityPolicy(nonce: string, development: boolean): string {
  // React's development build evaluates text to show server stacks, and Next's writes style elements.
  const scripts = development ? ` 'unsafe-eval'` : '';
  const styles = development
    ? `style-src 'self' 'unsafe-inline'`
    : `style-src 'self' 'nonce-${nonce}' ${ELEMENT_HASHES}; style-src-attr 'unsafe-hashes' ${ATTRIBUTE_HASHES}`;
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${scripts}`,
    styles,
    `img-src 'self' data: blob:`,
    `font-src 'self' data:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

function hashesOf(texts: readonly string[]): string {
  return texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ');
}
