/** Pixels of the plot, shared by what Recharts draws and by the overlay that answers the pointer. */
export interface PlotGeometry {
  width: number;
  left: number;
  right: number;
  top: number;
  /** Height of the plot of the series, without axes. */
  plotHeight: number;
  /** Height of the series' drawing, with the time axis where there is no errors strip under it. */
  seriesHeight: number;
  errorsHeight: number;
  axisHeight: number;
  startMs: number;
  endMs: number;
}

const NARROW = 520;
export const HALF_LABEL = 7;

/**
 * The series' plot and the errors strip under it share one height, so an answer without errors moves nothing.
 * The axis of time stands under the lower of the two.
 */
export function plotGeometry(
  width: number,
  time: { startMs: number; endMs: number },
  withErrors: boolean,
): PlotGeometry {
  const narrow = width < NARROW;
  const height = narrow ? 188 : 216;
  const axisHeight = 24;
  const errorsHeight = withErrors ? (narrow ? 28 : 36) : 0;
  const top = 8;
  // Half a label's height under the upper axis and over the lower one, so that neither is cut.
  const between = withErrors ? 2 * HALF_LABEL : 0;
  const plotHeight = height - top - between - errorsHeight - axisHeight;
  const seriesHeight = withErrors ? top + plotHeight + HALF_LABEL : height;
  return {
    width,
    left: narrow ? 36 : 44,
    right: narrow ? 8 : 16,
    top,
    plotHeight,
    seriesHeight,
    errorsHeight,
    axisHeight,
    ...time,
  };
}

export function plotWidth(geometry: PlotGeometry): number {
  return Math.max(1, geometry.width - geometry.left - geometry.right);
}

export function xOf(ms: number, geometry: PlotGeometry): number {
  const share = (ms - geometry.startMs) / Math.max(1, geometry.endMs - geometry.startMs);
  return geometry.left + share * plotWidth(geometry);
}

/** The bucket under a horizontal position, of `count` equal ones; the nearest where the position is outside. */
export function indexAt(x: number, count: number, geometry: PlotGeometry): number {
  const share = (x - geometry.left) / plotWidth(geometry);
  return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
}

/** Where the lowest plot ends: the foot of the crosshair. */
export function plotBottom(geometry: PlotGeometry): number {
  const { seriesHeight, errorsHeight, axisHeight } = geometry;
  return errorsHeight === 0 ? seriesHeight - axisHeight : seriesHeight + HALF_LABEL + errorsHeight;
}
