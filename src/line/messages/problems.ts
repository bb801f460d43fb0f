import type { z } from 'zod'

export type MessageProblemCode =
  | 'NOT_JSON'
  | 'NESTED_TOO_DEEP'
  | 'LONE_SURROGATE'
  | 'NUL_CHARACTER'
  | 'REQUIRED'
  | 'WRONG_TYPE'
  | 'UNKNOWN_PROPERTY'
  | 'UNKNOWN_KIND'
  | 'NOT_ONE_OF'
  | 'NOT_ALLOWED_HERE'
  | 'CONFLICT'
  | 'EMPTY'
  | 'TOO_LONG'
  | 'TOO_FEW'
  | 'TOO_MANY'
  | 'TOO_LARGE'
  | 'OUT_OF_RANGE'
  | 'BAD_FORMAT'
  | 'BAD_SUBSTITUTION'
  | 'BAD_EMOJI'
  | 'BARRED_WORD'
  | 'MIXED_BUBBLE_SIZES'
  | 'URI_MALFORMED'
  | 'URI_SCHEME'
  | 'URI_HTTP_LOOPBACK'

/** One reason why LINE would refuse the messages. `path` reads like LINE's own: `messages[0].contents.body.contents[1].text`. */
export type MessageProblem = { path: string; code: MessageProblemCode; message: string }

export type Path = readonly PropertyKey[]

export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? String(step) : `${text}.${String(step)}`
  }, '')
}

/** For `refine`: our code and words beside the condition. */
export function named(code: MessageProblemCode, message: string) {
  return { params: { code }, error: message }
}

/** Expects issues made with `reportInput: true`, which tells a missing property from one of the wrong type. */
export function toProblems(issues: readonly z.core.$ZodIssue[], base: Path): MessageProblem[] {
  return issues.flatMap((issue) => {
    const at = [...base, ...issue.path]
    const path = formatPath(at)
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => ({
          path: formatPath([...at, key]),
          code: 'UNKNOWN_PROPERTY' as const,
          message: 'LINE knows no such property here',
        }))
      case 'custom':
        return { path, code: (issue.params?.code ?? 'BAD_FORMAT') as MessageProblemCode, message: issue.message }
      case 'invalid_union':
        return issue.discriminator ? unknownKind(at, issue.discriminator, issue.input) : wrongType(path, issue)
      case 'invalid_value':
        return issue.input === undefined
          ? missing(path)
          : { path, code: 'NOT_ONE_OF', message: `must be one of ${issue.values.map(String).join(', ')}` }
      case 'too_big':
        return { path, code: issue.origin === 'array' ? 'TOO_MANY' : 'OUT_OF_RANGE', message: issue.message }
      case 'too_small':
        return { path, code: issue.origin === 'array' ? 'TOO_FEW' : 'OUT_OF_RANGE', message: issue.message }
      default:
        return wrongType(path, issue)
    }
  })
}

function wrongType(path: string, issue: z.core.$ZodIssue): MessageProblem {
  return issue.input === undefined ? missing(path) : { path, code: 'WRONG_TYPE', message: issue.message }
}

function missing(path: string): MessageProblem {
  return { path, code: 'REQUIRED', message: 'must be given' }
}

function unknownKind(at: Path, discriminator: string, input: unknown): MessageProblem {
  // zod puts the discriminator at the end of the path, and the whole object in `input`.
  const owner = at.at(-1) === discriminator ? at : [...at, discriminator]
  const given = typeof input === 'object' && input !== null ? Reflect.get(input, discriminator) : input
  const path = formatPath(owner)
  return given === undefined
    ? missing(path)
    : { path, code: 'UNKNOWN_KIND', message: 'is not a kind that can be used here' }
}
