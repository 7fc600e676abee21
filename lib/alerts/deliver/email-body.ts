import { capital, type FindingMessage, factsOf } from './finding-message.ts';

const LINE = 76;

/** The message for readers without HTML: facts in a column, then what to do. */
export function emailText(message: FindingMessage): string {
  const { finding } = message;
  const facts = factsOf(message);
  const width = Math.max(...facts.map(([name]) => name.length)) + 2;
  return [
    `${capital(finding.severity)}: ${finding.rule}`,
    ...(message.event === 'test' ? ['This is a test of the channel, of no finding.'] : []),
    '',
    ...facts.map(([name, text]) => `${name.padEnd(width)}${text}`),
    '',
    ...(finding.description ? [wrap(finding.description), ''] : []),
    ...(finding.runbook ? ['What to do', wrap(finding.runbook), ''] : []),
    finding.url,
  ].join('\n');
}

const TONES: Readonly<Record<FindingMessage['finding']['severity'], string>> = {
  critical: '#a3101d',
  high: '#bb2430',
  medium: '#8a5300',
  low: '#474e5b',
  info: '#474e5b',
};

/** The same with a table; styles within, as mail readers drop style sheets. Everything that came from a log is escaped. */
export function emailHtml(message: FindingMessage): string {
  const { finding } = message;
  const row = ([name, text]: [string, string]) =>
    `<tr><td style="padding:2px 16px 2px 0;color:#626a78;white-space:nowrap;vertical-align:top">${escapeHtml(name)}</td><td style="padding:2px 0;word-break:break-word">${escapeHtml(text)}</td></tr>`;
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;
  return [
    '<!doctype html><html lang="en"><body style="margin:0;padding:24px;font:14px/20px -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif;color:#15181e;background:#ffffff">',
    `<p style="margin:0 0 4px;font-weight:600;color:${TONES[finding.severity]}">${capital(finding.severity)}${message.event === 'test' ? ' · test of the channel' : ''}</p>`,
    `<h1 style="margin:0 0 16px;font-size:18px;line-height:24px">${escapeHtml(finding.rule)}</h1>`,
    `<table role="presentation" style="border-collapse:collapse;margin:0 0 16px;font-size:13px">${factsOf(message).map(row).join('')}</table>`,
    finding.description ? paragraph(finding.description) : '',
    finding.runbook
      ? `<h2 style="margin:0 0 4px;font-size:14px">What to do</h2>${paragraph(finding.runbook)}`
      : '',
    `<p style="margin:0"><a href="${escapeHtml(finding.url)}" style="color:#2b4dc2">Open the finding</a></p>`,
    '</body></html>',
  ].join('\n');
}

function wrap(text: string): string {
  let line = '';
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > LINE) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].join('\n');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
