import type { Queryable } from '#lib/db/pool.ts';
import { firstPlace, type KeyPage, type PageOf, readKeyPage, type WalkPlace } from '#lib/events/key-pages.ts';
import type { EventKey } from '#lib/events/key-rows.ts';
import type { ResolvedFilters } from '#lib/events/resolved-filters.ts';
import type { CompiledRule } from '../compile-rule.ts';
import type { RuleDefinition } from '../rule-model.ts';
import { subjectOf } from '../subject.ts';
import type { Country } from './dimensions.ts';
import { openObjects } from './open-objects.ts';
import { columnTest, type MayMatch } from './partial-tests.ts';
import { type ReadObject, type ReadSubjects, recordSubjects } from './record-subjects.ts';
import {
  PLACED_COLUMNS,
  type PlacedRow,
  placedRows,
  STORED_COLUMNS,
  StoredEvents,
  type StoredRow,
  storedRows,
} from './stored-events.ts';

export type Asked = { definition: RuleDefinition; rule: CompiledRule; country: Country };

/** Events of a page: a short one is asked for first, and as many at once as are read in about PAGE_MS. */
export type PageSize = { least: number; most: number };

/** A page should take about so long, so that the end of the time is kept. */
const PAGE_MS = 1_500;

/** Events that were read together. */
export type Lot = {
  /** Made when they are looked at. */
  read: () => Promise<ReadSubjects>;
  /** With the last lot of a page: the events in it, those that its columns ruled out too. `next` is null at the end. */
  page?: { events: number; next: WalkPlace | null };
};

/** What is read of a page's events, and what is made of it. */
type Reading<Row> = Omit<PageOf<Row>, 'size'> & { lotsOf: (rows: Row[]) => AsyncGenerator<Lot, void> };

/** The events that may match, newest first by pages: by their columns, and by their records where the rule reads fields of them. */
export function readLots(
  db: Queryable,
  filters: ResolvedFilters,
  asked: Asked,
  size: PageSize,
): AsyncGenerator<Lot, void> {
  const records = recordSubjects(asked.rule, asked.country);
  if (records === null) return readPages(db, filters, size, ofColumns(db, asked));
  const mayMatch = columnTest(asked.definition);
  return mayMatch === null
    ? readPages(db, filters, size, ofRecords(db, records))
    : readPages(db, filters, size, ofPossibleRecords(db, asked, records, mayMatch));
}

async function* readPages<Row extends EventKey>(
  db: Queryable,
  filters: ResolvedFilters,
  { least, most }: PageSize,
  { columns, rows: schema, lotsOf }: Reading<Row>,
): AsyncGenerator<Lot, void> {
  let size = least;
  for (let place: WalkPlace | null = firstPlace(filters); place !== null; ) {
    const started = performance.now();
    const { rows, next }: KeyPage<Row> = await readKeyPage(db, filters, place, {
      columns,
      rows: schema,
      size,
    });
    yield* lotsOf(rows);
    yield { read: async () => ({ subjects: [], missing: 0 }), page: { events: rows.length, next } };
    const fitting = (size * PAGE_MS) / Math.max(1, performance.now() - started);
    size = Math.round(Math.min(most, Math.max(least, Math.min(fitting, size * 4))));
    place = next;
  }
}

function ofColumns(db: Queryable, { country }: Asked): Reading<StoredRow> {
  const stored = new StoredEvents();
  return {
    columns: STORED_COLUMNS,
    rows: storedRows,
    async *lotsOf(rows) {
      const events = await stored.read(db, rows);
      yield {
        read: async () => ({
          subjects: events.map((event) => subjectOf(event, {}, { country })),
          missing: 0,
        }),
      };
    },
  };
}

function ofRecords(db: Queryable, records: ReadObject): Reading<PlacedRow> {
  return { columns: PLACED_COLUMNS, rows: placedRows, lotsOf: (rows) => recordLots(db, rows, records) };
}

function ofPossibleRecords(
  db: Queryable,
  { country }: Asked,
  records: ReadObject,
  mayMatch: MayMatch,
): Reading<StoredRow> {
  const stored = new StoredEvents();
  return {
    columns: STORED_COLUMNS,
    rows: storedRows,
    async *lotsOf(rows) {
      const events = await stored.read(db, rows);
      const isPossible = events.map((event) => mayMatch(subjectOf(event, {}, { country })));
      yield* recordLots(
        db,
        rows.filter((_, at) => isPossible[at]),
        records,
      );
    },
  };
}

async function* recordLots(
  db: Queryable,
  rows: readonly PlacedRow[],
  records: ReadObject,
): AsyncGenerator<Lot, void> {
  for await (const objects of openObjects(db, rows))
    yield {
      read: async () => {
        const all: ReadSubjects = { subjects: [], missing: 0 };
        for (const object of objects) {
          const { subjects, missing } = await records(object);
          for (const subject of subjects) all.subjects.push(subject);
          all.missing += missing;
        }
        return all;
      },
    };
}
