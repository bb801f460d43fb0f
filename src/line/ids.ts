export type LineUserId = string & { readonly __brand: 'LineUserId' }
export type LineGroupId = string & { readonly __brand: 'LineGroupId' }

// Ids become path segments: a wrong one can reach another endpoint, so every call checks them first.
const userIdPattern = /^U[0-9a-f]{32}$/
const groupIdPattern = /^C[0-9a-f]{32}$/
const chatIdPattern = /^[UCR][0-9a-f]{32}$/

/** A person's id: `U` and 32 hexadecimal digits, one per provider. */
export function isLineUserId(value: unknown): value is LineUserId {
  return typeof value === 'string' && userIdPattern.test(value)
}

/** A group's id: `C` and 32 hexadecimal digits. */
export function isLineGroupId(value: unknown): value is LineGroupId {
  return typeof value === 'string' && groupIdPattern.test(value)
}

/** Anything a push can be sent to: a person, a group, or a room of the days before LINE 10.17. */
export function isLineChatId(value: unknown): value is string {
  return typeof value === 'string' && chatIdPattern.test(value)
}
