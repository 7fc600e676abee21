import type { RuleDefinition } from '../rule-model.ts';
import type { FiringEvent } from './gather.ts';
import { TRIAL_SHOWN, type Trial } from './trial.ts';

const DAY_MS = 86_400_000;

type Period = { from: Date; to: Date };
type Day = Trial['days'][number];

/** Sums up what a trial found, by days, users and exclusions. What lies outside of its period is left out. */
export class Tally {
  readonly #period: Period;
  readonly #days = new Map<string, Day>();
  readonly #users = new Map<string, number>();
  readonly #exclusions: Trial['exclusions'];
  readonly #newest: FiringEvent[] = [];

  constructor(period: Period, { exclusions }: Pick<RuleDefinition, 'exclusions'>) {
    this.#period = period;
    this.#exclusions = exclusions.map(({ reason }) => ({ reason, hid: 0 }));
    for (let at = period.from.getTime(); at <= period.to.getTime(); at += DAY_MS) {
      const day = dayOf(at);
      this.#days.set(day, { day, matches: 0, hidden: 0, findings: 0 });
    }
  }

  /** An event that an exclusion of the definition, by its index, hides. */
  hide(index: number, timeMs: number): void {
    const day = this.#dayAt(timeMs);
    const exclusion = this.#exclusions[index];
    if (!day || !exclusion) return;
    day.hidden += 1;
    exclusion.hid += 1;
  }

  /** `user` is null where it is not known. */
  match(event: FiringEvent, user: string | null): void {
    const day = this.#dayAt(event.timeMs);
    if (!day) return;
    day.matches += 1;
    if (user !== null) this.#users.set(user, (this.#users.get(user) ?? 0) + 1);
    this.#newest.push(event);
    if (this.#newest.length >= TRIAL_SHOWN * 100) this.#keepNewest();
  }

  find(timeMs: number): void {
    const day = this.#dayAt(timeMs);
    if (day) day.findings += 1;
  }

  /** The matches to be shown as samples, newest first. */
  newest(): readonly FiringEvent[] {
    this.#keepNewest();
    return this.#newest;
  }

  sums(): Pick<Trial, 'matches' | 'findings' | 'days' | 'users' | 'exclusions'> {
    const days = [...this.#days.values()];
    return {
      matches: days.reduce((sum, { matches }) => sum + matches, 0),
      findings: days.reduce((sum, { findings }) => sum + findings, 0),
      days,
      users: [...this.#users]
        .map(([user, matches]) => ({ user, matches }))
        .sort((a, b) => b.matches - a.matches || (a.user < b.user ? -1 : 1))
        .slice(0, TRIAL_SHOWN),
      exclusions: this.#exclusions,
    };
  }

  #dayAt(timeMs: number): Day | undefined {
    const { from, to } = this.#period;
    return timeMs < from.getTime() || timeMs >= to.getTime() ? undefined : this.#days.get(dayOf(timeMs));
  }

  #keepNewest(): void {
    this.#newest.sort((a, b) => b.timeMs - a.timeMs || (a.eventId < b.eventId ? 1 : -1));
    this.#newest.splice(TRIAL_SHOWN);
  }
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
