import { emailAddress } from '#lib/auth/email-address.ts';
import { accountIdInput, accountName } from './schema.ts';

/** Lines of one paste: every account of a large organisation. */
export const MOST_IMPORT_LINES = 5000;

/** One line of a pasted list as it was read. `fault` says what is wrong with it; the rest is then as far as it was understood. */
export type ImportLine = {
  /** 1-based, as in the paste. */
  line: number;
  /** 12 digits where there is no fault. */
  id: string;
  /** Null: the line does not say. */
  name: string | null;
  owner: string | null;
  /** The slug of a view. */
  view: string | null;
  fault: string | null;
};

/**
 * Reads `number, name, owner's e-mail address, view` line by line, with commas, semicolons or tabs between them (a spreadsheet's
 * copy has tabs). Empty lines and a line of heads are left out. Nothing is guessed: a number that lost its leading zeros is a fault.
 */
export function parseImportLines(text: string): ImportLine[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ content, line: index + 1 }))
    .filter(({ content }) => /[^\s,;]/.test(content));
  const [first] = lines;
  const heads = first && !/\d/.test(splitCells(first.content)[0] ?? '') ? 1 : 0;
  return lines.slice(heads).map(({ content, line }) => readLine(line, splitCells(content)));
}

function readLine(line: number, cells: string[]): ImportLine {
  const [number = '', name = '', owner = '', view = ''] = cells;
  const read = {
    line,
    id: number,
    name: name || null,
    owner: owner.toLowerCase() || null,
    view: view || null,
  };
  if (cells.length > 4) return { ...read, fault: 'More than four columns: number, name, owner, view.' };
  const id = accountIdInput.safeParse(number);
  if (!id.success) return { ...read, fault: numberFault(number) };
  const faults = [
    name && accountName.safeParse(name).error?.issues[0]?.message,
    owner && emailAddress.safeParse(owner).error?.issues[0]?.message,
  ];
  return { ...read, id: id.data, fault: faults.find(Boolean) || null };
}

function numberFault(number: string): string {
  const digits = number.replaceAll(/[\s-]/g, '');
  if (/^\d{8,11}$/.test(digits)) {
    return `${number} has ${digits.length} digits; a spreadsheet may have dropped zeros. Is it ${digits.padStart(12, '0')}?`;
  }
  if (/^\d+(\.\d+)?e\+?\d+$/i.test(number)) {
    return `A spreadsheet made ${number} of the account number. Format the column as text.`;
  }
  return 'An account number has 12 digits, like 123456789012 or 1234-5678-9012.';
}

/** The cells of a line, trimmed and without the empty ones at its end. Quotes keep a separator inside a cell. */
function splitCells(content: string): string[] {
  const separator = content.includes('\t') ? '\t' : content.includes(';') ? ';' : ',';
  const cells: string[] = [''];
  let quoted = false;
  for (let at = 0; at < content.length; at++) {
    const sign = content.charAt(at);
    if (sign === '"' && quoted && content[at + 1] === '"') at += 1;
    else if (sign === '"') {
      quoted = !quoted;
      continue;
    }
    if (sign === separator && !quoted) cells.push('');
    else cells[cells.length - 1] += sign;
  }
  const trimmed = cells.map((cell) => cell.trim());
  while (trimmed.length > 1 && trimmed.at(-1) === '') trimmed.pop();
  return trimmed;
}
