import pg from 'pg'

/** What every table holds, as a row count and a digest: equal states mean that nothing was written in between. */
export async function readTableStates(ownerUrl: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    )
    const states = tables.map(
      ({ name }) =>
        `SELECT '${name}' AS name, count(*) || ' rows ' || md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) AS state FROM ${name} t`,
    )
    const { rows } = await client.query<{ name: string; state: string }>(states.join(' UNION ALL '))
    return Object.fromEntries(rows.map(({ name, state }) => [name.replace('public.', ''), state]))
  } finally {
    await client.end()
  }
}

/** The tables that differ, by name. */
export const changedTables = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys({ ...before, ...after })
    .filter((name) => before[name] !== after[name])
    .toSorted()
