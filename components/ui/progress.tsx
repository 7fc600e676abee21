/** A bar of 4 px. `share` is 0–1. */
export function Progress({ share, label }: { share: number; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="mt-1 h-1 overflow-hidden rounded-[2px] bg-accent-soft in-data-[tone=info]:bg-accent-bar"
    >
      <svg className="block h-full rounded-[2px] bg-accent" width={`${percent}%`} />
    </div>
  );
}
