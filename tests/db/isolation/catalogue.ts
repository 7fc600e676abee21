import { z } from 'zod';
import type { Queryable } from '#lib/db/pool.ts';

const tables = z.array(
  z.object({
    name: z.string(),
    partition: z.boolean(),
    enabled: z.boolean(),
    forced: z.boolean(),
    /** Policies by the role that they are for; `public` for everybody. */
    policies: z.array(z.string()),
    /** What the web's role may do with the table, or with a column of it. */
    web: z.array(z.string()),
    worker: z.array(z.string()),
  }),
);

export type CatalogueTable = z.infer<typeof tables>[number];

/** Every table of the schema as Postgres itself describes it, partitions included, by name. */
export async function readTables(db: Queryable): Promise<CatalogueTable[]> {
  const { rows } = await db.query(`
    select c.relname as name, c.relispartition as partition, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      array(
        select case when r.oid = 0 then 'public' else pg_get_userbyid(r.oid) end
        from pg_policy p cross join unnest(p.polroles) r (oid) where p.polrelid = c.oid order by 1
      )::text[] as policies,
      ${privileges('trailkeep_web')} as web, ${privileges('trailkeep_worker')} as worker
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    order by c.relname`);
  return tables.parse(rows);
}

function privileges(role: string): string {
  return `array(
    select privilege from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as p (privilege)
    where has_table_privilege('${role}', c.oid, p.privilege)
      or (p.privilege in ('select', 'insert', 'update', 'references') and has_any_column_privilege('${role}', c.oid, p.privilege))
  )`;
}

const functions = z.array(
  z.object({ name: z.string(), web: z.boolean(), everybody: z.boolean(), searchPath: z.boolean() }),
);

export type CatalogueFunction = z.infer<typeof functions>[number];

/** The functions that run with their owner's rights, and who may call them. */
export async function readDefinerFunctions(db: Queryable): Promise<CatalogueFunction[]> {
  const { rows } = await db.query(`
    select p.proname as name, has_function_privilege('trailkeep_web', p.oid, 'execute') as web,
      exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0) as everybody,
      coalesce(p.proconfig::text like '%search_path=public, pg_temp%', false) as "searchPath"
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prosecdef
    order by p.proname`);
  return functions.parse(rows);
}
