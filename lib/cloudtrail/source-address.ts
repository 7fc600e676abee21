/** What kind of thing `sourceIPAddress` is: not always an address. */
export type AddressClass = 'public' | 'private' | 'service' | 'aws-internal' | 'invalid' | 'absent';

/** Isomorphic. Addresses with leading zeros in a part (anonymised data) are invalid: Postgres would refuse them as inet. */
export function classifyAddress(text: string): AddressClass {
  if (text === '') return 'absent';
  if (text === 'AWS Internal' || text.startsWith('AWS Internal/')) return 'aws-internal';
  if (text.includes(':')) return classifyIpv6(text.toLowerCase());
  const parts = text.split('.');
  if (parts.length === 4 && parts.every((part) => /^\d+$/.test(part))) return classifyIpv4(parts);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text) ? 'service' : 'invalid';
}

function classifyIpv4(parts: readonly string[]): AddressClass {
  const bytes = parts.map(Number);
  if (parts.some((part, at) => String(bytes[at]) !== part || Number(part) > 255)) return 'invalid';
  const [first = 0, second = 0] = bytes;
  const isPrivate =
    first === 10 ||
    first === 127 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254) ||
    (first === 100 && second >= 64 && second <= 127);
  return isPrivate ? 'private' : 'public';
}

/** fc00::/7, fe80::/10 and ::1 are private. */
function classifyIpv6(text: string): AddressClass {
  const gaps = text.split('::').length - 1;
  const groups = text.split(':').filter((group) => group !== '');
  const wellFormed = gaps <= 1 && groups.every((group) => /^[0-9a-f]{1,4}$/.test(group));
  if (!wellFormed || (gaps === 0 ? groups.length !== 8 : groups.length > 7)) return 'invalid';
  return text === '::1' || /^f[cd]/.test(text) || /^fe[89ab]/.test(text) ? 'private' : 'public';
}
