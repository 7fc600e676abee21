/** Ids of a filter as they stand in an address, parted by commas: `17,4`. Isomorphic. */
export const RULE_IDS = /^\d{1,9}(,\d{1,9}){0,99}$/;
export const ACCOUNT_IDS = /^\d{12}(,\d{12}){0,99}$/;

/** The ids of such a text; none of one that is not there. */
export function idsOf(text: string | undefined): string[] {
  return text ? text.split(',') : [];
}
