import { parseAllDocuments, stringify } from 'yaml'
import { AppError } from '../errors.ts'

/** A document of a YAML file and the line it begins at. */
export type YamlDocument = { line: number; value: unknown }

/**
 * The documents of a file, parted by lines of three dashes.
 * @throws YAML_UNREADABLE (422) with the line. Aliases are refused: a few lines of them unfold into gigabytes.
 */
export function readYaml(text: string): YamlDocument[] {
  const documents = parseAllDocuments(text, { prettyErrors: true, uniqueKeys: true })
  if ('empty' in documents) return []
  return documents.flatMap((document) => {
    const [error] = document.errors
    if (error) throw unreadable(error.linePos?.[0].line ?? 1, error.message)
    try {
      const value: unknown = document.toJS({ maxAliasCount: 0 })
      return value === null ? [] : [{ line: lineAt(text, document.contents?.range?.[0] ?? 0), value }]
    } catch (cause) {
      throw unreadable(lineAt(text, document.range?.[0] ?? 0), cause instanceof Error ? cause.message : String(cause))
    }
  })
}

/** As people read and edit it: no folding of long Thai lines, no quotes where none are needed. */
export function writeYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length

const unreadable = (line: number, why: string) =>
  new AppError('YAML_UNREADABLE', `Line ${line}: ${why}`, { status: 422, data: { line } })
