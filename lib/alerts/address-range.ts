/** An address or a range of them: its first bits are given, the others free. */
type Range = { value: bigint; prefix: number; bits: 32 | 128 };

/**
 * Whether an address, or a whole range of addresses, lies in one of the CIDR ranges: IPv4 or IPv6, with or without `/prefix`. The address
 * is read once and looked up by its first bits, however many ranges there are. Null where one of them is none. Isomorphic, so no
 * `node:net`.
 */
export function addressRangesTest(cidrs: readonly string[]): ((text: string) => boolean) | null {
  const heads = new Map<Range['bits'], Map<number, Set<bigint>>>([
    [32, new Map()],
    [128, new Map()],
  ]);
  for (const cidr of cidrs) {
    const range = parseRange(cidr);
    if (range === null) return null;
    const ofPrefix = heads.get(range.bits)?.get(range.prefix) ?? new Set();
    heads.get(range.bits)?.set(range.prefix, ofPrefix.add(headOf(range, range.prefix)));
  }
  return (text) => {
    const inner = parseLast(text);
    if (inner === null) return false;
    for (const [prefix, ofPrefix] of heads.get(inner.bits) ?? [])
      if (inner.prefix >= prefix && ofPrefix.has(headOf(inner, prefix))) return true;
    return false;
  };
}

/** Rules ask about one address after another: each is read once. */
function parseLast(text: string): Range | null {
  if (last.text !== text) last = { text, range: parseRange(text) };
  return last.range;
}

let last: { text: string; range: Range | null } = { text: '', range: null };

function headOf({ value, bits }: Range, prefix: number): bigint {
  return value >> BigInt(bits - prefix);
}

function parseRange(text: string): Range | null {
  const slash = text.indexOf('/');
  const address = slash === -1 ? text : text.slice(0, slash);
  const bits = address.includes(':') ? 128 : 32;
  const value = bits === 32 ? parseIpv4(address) : parseIpv6(address);
  const prefixText = slash === -1 ? String(bits) : text.slice(slash + 1);
  if (value === null || !/^\d{1,3}$/.test(prefixText) || Number(prefixText) > bits) return null;
  return { value, prefix: Number(prefixText), bits };
}

function parseIpv4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let value = 0;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return null;
    value = value * 256 + Number(part);
  }
  return BigInt(value);
}

function parseIpv6(text: string): bigint | null {
  const halves = text.toLowerCase().split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map(groupsOf);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null;
  return BigInt(`0x${groups.map((group) => group.padStart(4, '0')).join('')}`);
}

/** `::ffff:10.0.0.1` ends with an address of version 4: two groups. */
function groupsOf(half: string): string[] {
  if (half === '') return [];
  const groups = half.split(':');
  const last = groups.at(-1) ?? '';
  const embedded = last.includes('.') ? parseIpv4(last) : null;
  if (embedded === null) return groups;
  return [...groups.slice(0, -1), (embedded >> 16n).toString(16), (embedded & 0xffffn).toString(16)];
}
