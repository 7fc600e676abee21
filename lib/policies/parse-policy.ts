import { z } from 'zod';
import { TrailkeepError } from '#lib/errors.ts';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const values = z.union([scalar, z.array(scalar)]).transform((value) => [value].flat());
const principal = z.union([
  z.string().transform((text): Record<string, string[]> => ({ AWS: [text] })),
  z.record(z.string(), texts),
]);

const statement = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principal.optional(),
  NotPrincipal: principal.optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), values)).default({}),
});
const document = z.object({
  Statement: z.union([statement, z.array(statement)]).transform((value) => [value].flat()),
});

/** A statement of a policy that somebody else wrote, with every value as a list. */
export type ParsedStatement = z.output<typeof statement> & {
  /** Its Sid, or its place: `statement 2`. */
  name: string;
};

/** Reads a bucket's or key's policy. Throws `bad-request` where it is no policy in JSON. */
export function parsePolicy(text: string): ParsedStatement[] {
  const parsed = document.safeParse(jsonOf(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new TrailkeepError(
      'bad-request',
      `This is no policy: ${issue?.path.join('.')}: ${issue?.message}.`,
    );
  }
  return parsed.data.Statement.map((one, index) => ({ ...one, name: one.Sid || `statement ${index + 1}` }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TrailkeepError('bad-request', 'This is no policy: it is no JSON.', { cause });
  }
}
