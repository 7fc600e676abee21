import { Panel } from '#components/ui/panel.tsx';
import type { Coverage, CoverageShow, CoverageState } from '#lib/alerts/coverage/schema.ts';
import { formatCount } from '#lib/charts/format-number.ts';
import { CoverageTable } from './coverage-table.tsx';
import { STATE_TITLES, STATE_WORDS } from './coverage-words.ts';
import { TechniqueGrid } from './technique-grid.tsx';

/** What the rules of a scope watch: figures, ATT&CK techniques, then the rules that `show` asks for. */
export function CoverageReport(props: {
  coverage: Coverage;
  show: CoverageShow;
  /** `/view/acme/alerts`. */
  href: string;
  zone: string;
}) {
  const { rules, techniques } = props.coverage;
  const watched = techniques.filter(({ on }) => on > 0).length;
  const of = (state: CoverageState) => rules.filter((rule) => rule.state === state).length;
  return (
    <>
      <Panel
        aria-label="Figures"
        className="grid grid-cols-5 gap-px overflow-hidden bg-line max-md:grid-cols-2 [&>*]:bg-surface [&>:first-child]:max-md:col-span-2"
      >
        <Figure label="ATT&CK techniques watched" value={`${watched} of ${techniques.length}`}>
          by rules that are on
        </Figure>
        {(['fired', 'quiet', 'unseen', 'off'] as const).map((state) => (
          <Figure key={state} label={STATE_WORDS[state]} value={formatCount(of(state))}>
            {STATE_TITLES[state]}
          </Figure>
        ))}
      </Panel>
      <TechniqueGrid techniques={techniques} rulesHref={`${props.href}/rules`} />
      <CoverageTable rules={rules} show={props.show} href={props.href} zone={props.zone} />
    </>
  );
}

function Figure(props: { label: string; value: string; children: string }) {
  return (
    <div className="grid content-start gap-1 px-4 py-3">
      <span className="text-12 text-fg-3">{props.label}</span>
      <span className="text-24 font-semibold tabular-nums">{props.value}</span>
      <span className="text-12 text-fg-3">{props.children}</span>
    </div>
  );
}
