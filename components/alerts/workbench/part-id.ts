let made = 0;

/** A number that tells a part of a form (a row, a step, a sample) from the others, as long as the form is open. */
export function partId(): number {
  made += 1;
  return made;
}
