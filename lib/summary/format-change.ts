const MINUS = '−';
/** Too little to be written as a share. */
export const NO_CHANGE = '±0 %';

/** How a count has changed: `+9.1 %`, `−3.2 %`, `±0 %`; from ten times on in whole per cent. Null where there was nothing before. */
export function formatChange(now: number, before: number): string | null {
  if (before === 0) return null;
  const share = ((now - before) / before) * 100;
  const size = Math.abs(share);
  const words = size >= 1000 ? Math.round(size).toLocaleString('en-GB') : size.toFixed(1);
  if (Number(words) === 0) return NO_CHANGE;
  return `${share < 0 ? MINUS : '+'}${words} %`;
}

/** `+ 105,964`, `− 12`, `0` */
export function formatDifference(now: number, before: number): string {
  const difference = now - before;
  if (difference === 0) return '0';
  return `${difference < 0 ? MINUS : '+'} ${Math.abs(difference).toLocaleString('en-GB')}`;
}
