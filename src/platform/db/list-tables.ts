export type Table = { schema: string; name: string; columns: string[] }

/** How to ask: a connection's `query`, or Prisma's inside a transaction. */
export type Ask = (sql: string) => Promise<unknown[]>

type Found = Table & { needs: string[] }

/**
 * The product's tables, each after those it refers to, with the columns that hold values of their own. Partitions are part of their
 * table. The queue's schema is left out: every job is rebuilt from rows. @param leftOut "schema.table" names that are not wanted.
 */
export async function listTables(ask: Ask, leftOut: ReadonlySet<string>): Promise<Table[]> {
  const rows = (await ask(
    `SELECT n.nspname::text AS schema, c.relname::text AS name,
       ARRAY(SELECT a.attname::text FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
       ARRAY(SELECT DISTINCT f.confrelid::regclass::text FROM pg_constraint f
             WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS needs
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('public', 'ballot') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> '_prisma_migrations'
     ORDER BY n.nspname, c.relname`,
  )) as Found[]
  const wanted = rows.filter(({ schema, name }) => !leftOut.has(`${schema}.${name}`))
  return inOrder(wanted).map(({ schema, name, columns }) => ({ schema, name, columns }))
}

/** Parents first, so that a load meets no reference to a row that is still to come. */
function inOrder<T extends { name: string; needs: string[] }>(tables: T[]): T[] {
  const ordered: T[] = []
  const waiting = new Set(tables)
  const isPlaced = (need: string) => ![...waiting].some(({ name }) => unquoted(need) === name)
  while (waiting.size > 0) {
    const next = [...waiting].find(({ needs }) => needs.every(isPlaced))
    if (!next) throw new Error(`Tables refer to each other in a circle: ${[...waiting].map(({ name }) => name)}`)
    waiting.delete(next)
    ordered.push(next)
  }
  return ordered
}

const unquoted = (name: string) => name.replaceAll('"', '').replace(/^.*\./, '')

export const quoted = ({ schema, name }: Pick<Table, 'schema' | 'name'>) => `"${schema}"."${name}"`
export const quotedColumns = (columns: string[]) => columns.map((column) => `"${column}"`).join(', ')
