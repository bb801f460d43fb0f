import { formatPath, type MessageProblem, type Path } from './problems.ts'

// LINE states no depth. A card of ours is about 15 levels of JSON deep; the bound keeps hostile input from exhausting the stack.
const maxDepth = 100

/** The value as LINE would read it from JSON, or nothing when it cannot be written as JSON (a cycle, a bigint, endless nesting). */
export function toPlainJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value))
  } catch {
    // TypeError for cycles and bigints, RangeError for depth, SyntaxError for undefined: all mean that this is no JSON.
    return undefined
  }
}

/** Depth, and characters that LINE or PostgreSQL refuse in any text, property names included. */
export function checkCharacters(value: unknown, path: Path = []): MessageProblem[] {
  if (path.length > maxDepth) {
    return [{ path: formatPath(path), code: 'NESTED_TOO_DEEP', message: `is nested more than ${maxDepth} levels deep` }]
  }
  if (typeof value === 'string') return checkText(value, path)
  if (Array.isArray(value)) return value.flatMap((item, index) => checkCharacters(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [
    ...checkText(key, path),
    ...checkCharacters(item, [...path, key.toWellFormed()]),
  ])
}

function checkText(text: string, path: Path): MessageProblem[] {
  const at = formatPath(path)
  const problems: MessageProblem[] = []
  if (!text.isWellFormed()) {
    problems.push({ path: at, code: 'LONE_SURROGATE', message: 'contains half of a character, such as a cut emoji' })
  }
  if (text.includes('\0')) problems.push({ path: at, code: 'NUL_CHARACTER', message: 'contains the character NUL' })
  return problems
}
