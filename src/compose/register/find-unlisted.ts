import type { Table } from '../../platform/db/list-tables.ts'
import { activities, impersonalTables, workings } from './activities.ts'

// What a column is called that tells who somebody is, or that somebody did something.
const personWords =
  /^(.*_)?(user|staff|member|person|people|actor|author|principal|deputy|writers|owner|chat)_?(id|ids|name)?$|_by$|^(to|audience|display_name|email|phone|address|ip_address|user_agent|device.*|line_user_id)$/
// A unit that answers for a card; the hour by which a campaign is to be approved.
const impersonalColumns = new Set(['content.owner', 'content_version.owner', 'campaign.approve_by'])

const nameOf = ({ schema, name }: Pick<Table, 'schema' | 'name'>) => (schema === 'public' ? name : `${schema}.${name}`)

/**
 * Columns that the register is silent about: every column of a table that holds people must be named or known as machinery, and so
 * must a column elsewhere that is called as if it held one. A table nobody has judged counts as one that holds people.
 */
export function findUnlisted(tables: readonly Table[]): string[] {
  const named = new Set([...activities.flatMap(({ data }) => Object.values(data).flat()), ...workings])
  const impersonal = new Set(impersonalTables)
  return tables.flatMap((table) => {
    const columns = table.columns.map((column) => `${nameOf(table)}.${column}`)
    const asked = impersonal.has(nameOf(table))
      ? columns.filter((column) => personWords.test(column.slice(column.lastIndexOf('.') + 1)))
      : columns
    return asked.filter((column) => !named.has(column) && !impersonalColumns.has(column))
  })
}

/** Columns that the register names and the database does not have: an entry that outlived its column. */
export function findOutlived(tables: readonly Table[]): string[] {
  const real = new Set(tables.flatMap((table) => table.columns.map((column) => `${nameOf(table)}.${column}`)))
  const named = [...activities.flatMap(({ data }) => Object.values(data).flat()), ...workings]
  return named.filter((column) => !real.has(column))
}
