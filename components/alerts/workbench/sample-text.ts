import { z } from 'zod';
import { syntaxFault } from './json-syntax.ts';

type Records = Record<string, unknown>[];

const record = z.record(z.string(), z.unknown());
/** One record, a list of them, or a whole log object. */
const pasted = z.union([
  z.object({ Records: z.array(record).min(1) }).transform(({ Records }) => Records),
  z.array(record).min(1),
  record.transform((one) => [one]),
]);

/** The records that a pasted text says, or what is wrong with it, in a sentence. */
export function readSampleText(text: string): { records: Records } | { fault: string } {
  const broken = syntaxFault(text);
  if (broken !== null) {
    const { place, message } = broken;
    return { fault: `Line ${place.line}, column ${place.column}: ${message}.` };
  }
  const read = pasted.safeParse(JSON.parse(text));
  return read.success
    ? { records: read.data }
    : { fault: 'This is no record: paste the JSON object of an event, or a list of them.' };
}
