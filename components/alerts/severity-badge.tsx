import { Badge, type Tone } from '#components/ui/badge.tsx';
import type { Severity } from '#lib/alerts/rule-model.ts';

const TONES: Record<Severity, Tone> = {
  critical: 'crit',
  high: 'bad',
  medium: 'warn',
  low: 'neutral',
  info: 'neutral',
};

export const SEVERITY_WORDS: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};

export function SeverityBadge({ severity }: { severity: Severity }) {
  return <Badge tone={TONES[severity]}>{SEVERITY_WORDS[severity]}</Badge>;
}
