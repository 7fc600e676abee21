/** What an encoding makes of a value: bytes are kept apart from text until something makes text of them. */
export type Encoded = { text: string } | { bytes: Uint8Array };

export const WIDE_MODIFIERS = ['wide', 'utf16le', 'utf16be', 'utf16'] as const;
export type WideModifier = (typeof WIDE_MODIFIERS)[number];

/** Of a value in Base64, the variants for `base64offset`: from where, and how many characters at the end hang on what follows. */
const OFFSET_START = [0, 2, 3] as const;
const OFFSET_END = [0, 3, 2] as const;

/** As UTF-16 in the order that the modifier names; `utf16` puts a byte order mark before. */
export function toWide(text: string, modifier: WideModifier): Encoded {
  const marked = modifier === 'utf16' ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < marked.length; at += 1)
    view.setUint16(at * 2, marked.charCodeAt(at), modifier !== 'utf16be');
  return { bytes };
}

/** The value's bytes in Base64, with its padding. */
export function toBase64(value: Encoded): string {
  return base64(bytesOf(value));
}

/** The three texts, one for each place within a group of three bytes, that stand in any Base64 text whose source has the value in it. */
export function toBase64Offsets(value: Encoded): string[] {
  const bytes = bytesOf(value);
  return OFFSET_START.map((start, shift) => {
    const shifted = new Uint8Array(bytes.length + shift);
    shifted.set(bytes, shift);
    const text = base64(shifted);
    return text.slice(start, text.length - (OFFSET_END[shifted.length % 3] ?? 0));
  });
}

function bytesOf(value: Encoded): Uint8Array {
  return 'bytes' in value ? value.bytes : new TextEncoder().encode(value.text);
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

const DASHES = ['-', '/', '–', '—', '―'];

/**
 * Every way to write the flags of a command line, where a dash or slash begins a word: `-a /b` has 25.
 * @returns null where there are more than `most`.
 */
export function withDashes(text: string, most: number): string[] | null {
  const pieces = text.split(/(?<!\w)[-/–—―](?=\w)/u);
  const first = pieces[0] ?? '';
  if (DASHES.length ** (pieces.length - 1) > most) return null;
  return pieces
    .slice(1)
    .reduce((ways, piece) => ways.flatMap((way) => DASHES.map((dash) => `${way}${dash}${piece}`)), [first]);
}
