import { z } from 'zod';

/** Most characters of all texts of one import, and most rules that they may hold. */
export const IMPORT_BOUNDS = { characters: 1_000_000, rules: 500 } as const;

/** What somebody asks to import: texts of Sigma rules, one a file or paste, and whether what is new sends what it finds. Isomorphic. */
export const sigmaImportRequest = z.strictObject({
  texts: z
    .array(z.string())
    .min(1, 'Give a text or a file.')
    .max(1_000, 'Give at most 1,000 files at once.')
    .refine(
      (texts) => texts.reduce((sum, text) => sum + text.length, 0) <= IMPORT_BOUNDS.characters,
      'These are more than 1,000,000 characters. Import them in parts.',
    ),
  mode: z.enum(['silent', 'live']),
});
export type SigmaImportRequest = z.infer<typeof sigmaImportRequest>;
