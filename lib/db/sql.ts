import type { QueryConfig } from 'pg';

/** What the driver binds; arrays go as Postgres arrays. */
export type SqlValue = string | number | bigint | boolean | Date | null | readonly (string | number)[];

/**
 * A piece of SQL with its values. Made by the `sql` tag only: the text is always the program's own, and everything that
 * came from outside is bound. Pieces nest, so a query stands in one template and its conditional parts beside it.
 */
export class Sql {
  readonly strings: readonly string[];
  readonly values: readonly (SqlValue | Sql)[];

  constructor(strings: readonly string[], values: readonly (SqlValue | Sql)[]) {
    this.strings = strings;
    this.values = values;
  }

  /** For `Queryable.query`: the text with `$1 …` and the values in that order. */
  toQuery(): QueryConfig {
    const values: SqlValue[] = [];
    return { text: writeText(this, values), values };
  }
}

export function sql(strings: TemplateStringsArray, ...values: (SqlValue | Sql)[]): Sql {
  return new Sql(strings, values);
}

/** Pieces one after another, e.g. conditions joined by `and`. No pieces make an empty piece. */
export function joinSql(pieces: readonly Sql[], separator: Sql): Sql {
  const [first, ...rest] = pieces;
  if (!first) return sql``;
  return rest.reduce((joined, piece) => sql`${joined}${separator}${piece}`, first);
}

function writeText(piece: Sql, values: SqlValue[]): string {
  return piece.strings.reduce((text, string, index) => {
    const value = piece.values[index - 1];
    if (value instanceof Sql) return text + writeText(value, values) + string;
    const known = values.indexOf(value ?? null);
    const position =
      known >= 0 && typeof value === 'object' && value !== null ? known + 1 : values.push(value ?? null);
    return `${text}$${position}${string}`;
  });
}
