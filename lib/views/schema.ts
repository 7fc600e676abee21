import { z } from 'zod';

export const viewName = z
  .string()
  .trim()
  .min(1, 'Enter a name.')
  .max(100, 'A name has at most 100 characters.');

/** A view's name and the slug that stands in URLs. Isomorphic. */
export const newView = z.object({
  name: viewName,
  /** Made of the name where it is not given. */
  slug: z
    .string()
    .trim()
    .max(60, 'At most 60 characters.')
    .regex(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      'Small letters, digits and single dashes between them, like acme-prod.',
    )
    .optional(),
});
export type NewView = z.output<typeof newView>;

/** `Acme Production (EU)` → `acme-production-eu`; `view` where no letter or digit is left. */
export function toSlug(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 56)
    .replaceAll(/^-+|-+$/g, '');
  return slug || 'view';
}
