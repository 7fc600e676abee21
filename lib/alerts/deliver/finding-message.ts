import { fieldName } from '../field-name.ts';
import type { Severity } from '../rule-model.ts';

/** What is told of a finding. Stored with its delivery at the first try, so that every later one says the same. */
export type FindingMessage = {
  /** Stands for this delivery in every try: who has it already may leave it out. */
  deliveryId: string;
  /** `test` is made by the *Send test* button and is of no finding. */
  event: 'finding.opened' | 'test';
  finding: {
    id: string;
    /** The same for all findings of one rule, account and group. */
    groupKey: string;
    severity: Severity;
    rule: string;
    description: string;
    runbook: string;
    techniques: string[];
    scope: string;
    accountId: string;
    accountName: string;
    /** Field and value of what the rule groups by, e.g. `{"@user": "deploy-prod"}`. */
    group: Record<string, string>;
    /** ISO, UTC. */
    firstAt: string;
    lastAt: string;
    events: number;
    /** Of the finding's page. */
    url: string;
  };
};

export type FindingFacts = Omit<FindingMessage['finding'], 'groupKey'>;

/** The message of a delivery. Names that came from a log stay within their line: they cannot write a header or a line of their own. */
export function writeMessage(
  deliveryId: string,
  event: FindingMessage['event'],
  groupKey: string,
  facts: FindingFacts,
): FindingMessage {
  const group = Object.fromEntries(
    Object.entries(facts.group).map(([field, value]) => [field, oneLine(value)]),
  );
  const names = {
    rule: oneLine(facts.rule),
    scope: oneLine(facts.scope),
    accountName: oneLine(facts.accountName),
  };
  return { deliveryId, event, finding: { ...facts, ...names, group, groupKey } };
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** `High: Security group open to 0.0.0.0/0 in prod-web` */
export function subjectOf({ event, finding }: FindingMessage): string {
  const said = `${capital(finding.severity)}: ${finding.rule} in ${finding.accountName || finding.accountId}`;
  return event === 'test' ? `Test: ${said}` : said;
}

/** Its facts in the order in which people ask for them, each as a name and a text. */
export function factsOf({ finding }: FindingMessage): [name: string, text: string][] {
  const facts: [string, string][] = [
    ['Account', [finding.accountId, finding.accountName].filter(Boolean).join(' ')],
    ...Object.entries(finding.group).map(([field, value]): [string, string] => [fieldName(field), value]),
    ['Events', finding.events.toLocaleString('en')],
    ['First', utc(finding.firstAt)],
    ['Last', utc(finding.lastAt)],
    ['Scope', finding.scope],
  ];
  if (finding.techniques.length > 0) facts.push(['MITRE ATT&CK', finding.techniques.join(', ')]);
  return facts;
}

function utc(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
