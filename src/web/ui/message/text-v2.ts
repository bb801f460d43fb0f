import { readFields, readText } from '../read.ts'

/** The words of a `textV2` message as people see them: mentions by name, `{{` and `}}` as single braces. */
export function readTextV2(message: unknown, nameOf: (userId: string) => string, everybody: string): string {
  const fields = readFields(message)
  const substitution = readFields(fields.substitution)
  return (readText(fields.text) ?? '').replace(
    /\{\{|\}\}|\{([0-9A-Za-z_]{1,20})\}/g,
    (found, key: string | undefined) => {
      if (found === '{{') return '{'
      if (found === '}}') return '}'
      const one = readFields(substitution[key ?? ''])
      if (one.type !== 'mention') return one.type === 'emoji' ? '' : found
      const mentionee = readFields(one.mentionee)
      return mentionee.type === 'all' ? `@${everybody}` : `@${nameOf(readText(mentionee.userId) ?? '')}`
    },
  )
}
