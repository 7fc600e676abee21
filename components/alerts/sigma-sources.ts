import { type ImportedRule, importSigma, type RefusedRule } from '#lib/alerts/sigma/import-sigma.ts';
import type { ChosenFile } from './choose-files.tsx';

/** Where a rule stands: `root_login.yml, line 12`; without a name in what was pasted. */
export type ReadSigma = {
  rules: (ImportedRule & { at: string })[];
  refused: (RefusedRule & { at: string })[];
};

/** What becomes of the rules that were pasted, then of those of the files. */
export function readSources(pasted: string, files: readonly ChosenFile[]): ReadSigma {
  const sources = [...(pasted.trim() ? [{ name: '', text: pasted }] : []), ...files];
  const read = sources.map(({ name, text }) => {
    const at = ({ line }: { line: number }) => (name ? `${name}, line ${line}` : `line ${line}`);
    const { rules, refused } = importSigma(text);
    return {
      rules: rules.map((rule) => ({ ...rule, at: at(rule) })),
      refused: refused.map((rule) => ({ ...rule, at: at(rule) })),
    };
  });
  return { rules: read.flatMap(({ rules }) => rules), refused: read.flatMap(({ refused }) => refused) };
}
