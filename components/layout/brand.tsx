/** The mark: three log lines and the point that was found in them. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" className="text-accent">
      <rect x="1" y="1" width="18" height="18" rx="4" fill="currentColor" />
      <path d="M5 6h10M5 10h6.5M5 14h3" stroke="var(--surface)" strokeWidth="1.8" strokeLinecap="round" />
      <circle cx="14.2" cy="13.2" r="1.7" fill="var(--surface)" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="flex h-13 shrink-0 items-center gap-2 px-2 text-14 font-semibold tracking-[-0.01em]">
      <BrandMark />
      Trailkeep
    </span>
  );
}
