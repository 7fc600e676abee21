const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** `1,158,972` */
export function formatCount(n: number): string {
  return whole.format(n);
}

/** A figure on an axis: `0`, `850`, `10k`, `2.5k`, `1.2M`, `3G`. */
export function formatShort(n: number): string {
  if (n < 1000) return String(n);
  const [divisor, unit] = n < 1e6 ? [1e3, 'k'] : n < 1e9 ? [1e6, 'M'] : [1e9, 'G'];
  return `${Number((n / divisor).toPrecision(3))}${unit}`;
}

/** A part of a whole: `26.9 %`; nothing of nothing is `0.0 %`. */
export function formatShare(part: number, total: number): string {
  return `${(total > 0 ? (part / total) * 100 : 0).toFixed(1)} %`;
}

/** `340 B`, `2.1 KB`, `48 KB`, `1.2 MB` */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit > 0 && size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/** Errors turn red where they are at least 5 % and at least 50: a few failed calls of few are nothing. */
export function isErrorRateHigh(events: number, errors: number): boolean {
  return errors >= 50 && errors >= events * 0.05;
}
