/** A bucket that a link to the form brings along; it is only typed in, nothing is saved. */
export type OfferedPlace = { bucket: string; prefix: string; region: string };

type Params = Record<string, string | string[] | undefined>;

/** Of `?bucket=…&prefix=…&region=…`. */
export function offeredPlace(params: Params): OfferedPlace {
  const text = (name: string) => String([params[name] ?? ''].flat()[0]).slice(0, 1000);
  return { bucket: text('bucket'), prefix: text('prefix'), region: text('region') };
}

/** The address of the form with a bucket typed in. */
export function offerHref(href: string, place: Partial<OfferedPlace>): string {
  const params = new URLSearchParams({ source: 'new' });
  for (const [name, value] of Object.entries(place)) if (value) params.set(name, value);
  return `${href}?${params}`;
}
