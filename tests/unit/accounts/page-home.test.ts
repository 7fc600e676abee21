import { expect, test } from 'vitest';
import { HOME_ROWS, parseHomeSearch } from '#lib/accounts/home-search.ts';
import { type Home, pageHome } from '#lib/accounts/prepare-home.ts';

const COUNT = HOME_ROWS + 1;
const quiet = { events: 0, lastMs: null };
const home: Home = {
  views: numbered((n) => ({
    slug: `v${n}`,
    name: `View ${n}`,
    accounts: 1,
    discovered: 0,
    health: null,
    canManage: false,
    ...quiet,
  })),
  accounts: numbered((n) => ({ id: `1000000000${n}`, name: `Account ${n}`, ...quiet })),
  discovered: numbered((n) => ({ id: `2000000000${n}`, views: [], ...quiet })),
  sources: [],
};

function numbered<T>(make: (n: string) => T): T[] {
  return Array.from({ length: COUNT }, (_, n) => make(String(n).padStart(2, '0')));
}

test.each(['views', 'accounts', 'discovered'] as const)('Home turns the pages of its %s alone', (list) => {
  const page = pageHome(home, parseHomeSearch({ [list]: '2' }), { views: () => 0, accounts: () => 0 });
  const { views, accounts, discovered } = page;
  const shown = { views: views.first, accounts: accounts.first, discovered: discovered.first };
  expect(shown).toEqual({ views: 1, accounts: 1, discovered: 1, [list]: COUNT });
  expect(page[list].items).toEqual([home[list].at(-1)]);
});
