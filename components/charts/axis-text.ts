/** How the labels of all axes are set. */
export const axisText = {
  fill: 'var(--axis)',
  fontSize: 11,
  style: { fontVariantNumeric: 'tabular-nums' },
} as const;
