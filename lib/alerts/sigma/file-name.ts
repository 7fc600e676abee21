/** The name of a rule's file without its ending, as Sigma's files are named: lower-case letters, digits and _. */
export function sigmaFileName(title: string): string {
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return name.replaceAll(/^_|_$/g, '').slice(0, 60) || 'rule';
}
