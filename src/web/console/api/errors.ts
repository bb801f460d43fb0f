import { ORPCError } from '@orpc/client'
import { common } from '../words/common.ts'
import { say } from '../words/define-words.ts'
import { nameField } from '../words/field-words.ts'

/** A refusal of the sign-in routes, which are not part of the API contract. */
export class SignInRefused extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof ORPCError || error instanceof SignInRefused ? error.code : undefined
}

/** What happened and what to do, in the person's language: the API's own words, or ours when it could not be asked. */
export function describeError(error: unknown): string {
  if (error instanceof SignInRefused) return error.message
  if (error instanceof ORPCError) return [error.message, ...sayCuts(error)].join(' ')
  return say(common, error instanceof TypeError ? 'networkAway' : 'unexpected')
}

/** Of words that do not fit a picture: which to cut, and by how much. */
function sayCuts({ code, data }: ORPCError<string, unknown>): string[] {
  if (code !== 'PICTURE_TOO_FULL') return []
  const { fields = [] } = data as { fields?: { field: string; cutLetters: number }[] }
  return fields.map(({ field, cutLetters }) => say(common, 'cutBy', { field: nameField(field), count: cutLetters }))
}

/** Fields that the API found wrong, as dotted paths. */
export function fieldIssues(error: unknown): { path: string; message: string }[] {
  if (!(error instanceof ORPCError)) return []
  const data: unknown = error.data
  const issues = Array.isArray(data) ? data : (data as { issues?: unknown } | undefined)?.issues
  if (!Array.isArray(issues)) return []
  return issues.flatMap((issue: { path?: unknown; message?: unknown }) => {
    const path = Array.isArray(issue.path) ? issue.path.join('.') : typeof issue.path === 'string' ? issue.path : ''
    return typeof issue.message === 'string' ? [{ path, message: issue.message }] : []
  })
}
