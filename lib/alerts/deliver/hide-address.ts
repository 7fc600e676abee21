/** A part of an address this long may be what only its owner knows. */
const TELLING = 8;

/** What a receiver said, without the parts of the address that it said back: its path and query are as good as a password. */
export function hideAddress(text: string, url: URL): string {
  const path = `${url.pathname}${url.search}`;
  const parts = [url.href, path, url.pathname, ...path.split(/[/?&=]/), url.password]
    .flatMap((part) => [part, decoded(part)])
    .filter((part) => part.length >= TELLING)
    .sort((a, b) => b.length - a.length);
  return parts.reduce((shown, part) => shown.replaceAll(part, '…'), text);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
