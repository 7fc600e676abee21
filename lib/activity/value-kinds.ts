/** `kind` in activity_value: the dimension that a row counts by. Of resources and access keys the counts of single hours are not kept. */
export const VALUE_KINDS = {
  resource: 1,
  accessKey: 2,
  region: 3,
  action: 4,
  principal: 5,
  address: 6,
  error: 7,
} as const;
export type ValueKind = (typeof VALUE_KINDS)[keyof typeof VALUE_KINDS];
