import { z } from 'zod';

/** How a log source is configured; the same for the form, the API and the commands. Isomorphic. */
const optionalText = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .transform((text) => text || null)
    .nullish()
    .transform((text) => text ?? null);

/** A hundred years: as good as all. A folder of downloaded logs is taken whole where nothing else is said. */
const MOST_DAYS = 36_500;

/** Several values: a list, or a text as it is pasted, with commas, spaces or line ends between them, or as JSON. */
const listOf = (item: z.ZodType<string, string>) =>
  z
    .union([z.array(z.string()), z.string().transform((text) => text.split(/[\s,;|"'[\]]+/))])
    .transform((values) => [...new Set(values.map((value) => value.trim()).filter(Boolean))])
    .pipe(z.array(item).max(1000, 'At most 1,000.'))
    .default([]);

const bucketName = z
  .string()
  .trim()
  .min(1, "Enter the bucket's name.")
  .refine(
    (name) => !/^s3:|^arn:|\//.test(name),
    'Enter the name alone: without s3://, arn or a path. A path goes into the prefix.',
  )
  .regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'A bucket name has 3 to 63 small letters, digits, dots and dashes.',
  );

const prefix = z
  .string()
  .max(1000, 'At most 1,000 characters.')
  .default('')
  .transform((text) => text.trim().replace(/^\/+|\/+$/g, ''))
  .transform((text) => (text === '' ? '' : `${text}/`));

const regionName = z.string().regex(/^[a-z]{2}(-[a-z0-9]+)+$/, 'A region is written like eu-central-1.');

/** S3-compatible stores name theirs as they like. */
const ownRegion = optionalText(64).refine(
  (text) => text === null || /^[\w-]+$/.test(text),
  'A region is written like eu-central-1.',
);

export const endpoint = optionalText(500).refine(
  (text) => text === null || isHttpUrl(text),
  'An endpoint is an address such as https://s3.example.com.',
);

/** `https://sqs.eu-central-1.amazonaws.com/111122223333/name`, or that of a store of one's own. */
const sqsQueueUrl = optionalText(500).refine(
  (text) =>
    text === null || (isHttpUrl(text) && new URL(text).pathname.split('/').filter(Boolean).length === 2),
  'A queue is an address such as https://sqs.eu-central-1.amazonaws.com/111122223333/trail.',
);

/** With or without dashes, as the console shows it. */
const accountNumber = z
  .string()
  .transform((text) => text.replaceAll('-', ''))
  .refine((text) => /^\d{12}$/.test(text), 'An account number has 12 digits.');

const accessKeyId = z
  .string()
  .trim()
  .min(1, 'Enter the access key.')
  .regex(/^[\w:+=,.@-]{3,128}$/, 'An access key has no spaces, like AKIAIOSFODNN7EXAMPLE.');

/** Empty on a change: the stored one stays. */
const secretAccessKey = optionalText(500);

/** Also those of an account, for the list of its trails. */
export const credentials = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('access-key'), accessKeyId, secretAccessKey }),
  z.object({
    kind: z.literal('role'),
    roleArn: z
      .string()
      .trim()
      .min(1, "Enter the role's ARN.")
      .regex(
        /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
        'A role is written like arn:aws:iam::111111111111:role/trailkeep.',
      ),
    externalId: optionalText(1224),
    accessKeyId: optionalText(128),
    secretAccessKey,
  }),
  z.object({ kind: z.literal('default') }),
]);

const shared = {
  collectDays: z.coerce
    .number('Enter a number of days.')
    .int('Enter a whole number of days.')
    .min(1, 'At least 1 day.')
    .max(MOST_DAYS, 'At most 36,500 days.')
    .default(14),
  regions: listOf(regionName),
  accountIds: listOf(accountNumber),
};

const bucketSettings = {
  prefix,
  region: ownRegion,
  endpoint,
  credentials,
  sqsQueueUrl,
  ...shared,
};

export const newSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('s3'), bucket: bucketName, ...bucketSettings }),
  z.object({
    kind: z.literal('directory'),
    directory: z.string().min(1, 'Enter the folder.').startsWith('/', 'Give the whole path, from the root.'),
    prefix,
    ...shared,
    collectDays: shared.collectDays.default(MOST_DAYS),
  }),
]);

/** What may change of a bucket. Another bucket is another source: its objects are other objects. */
export const sourceChange = z.object(bucketSettings);

/** A field that is wrong for a reason that the schema alone cannot see, in the shape of its own faults. */
export function fieldFault(path: string[], message: string): z.ZodError {
  return new z.ZodError([{ code: 'custom', path, message, input: undefined }]);
}

export type NewSource = z.output<typeof newSource>;
export type NewSourceInput = z.input<typeof newSource>;
export type SourceChange = z.output<typeof sourceChange>;
export type SourceChangeInput = z.input<typeof sourceChange>;
export type SourceCredentials = z.output<typeof credentials>;

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
