import type { z } from 'zod'
import { formatPath } from '../line/messages/problems.ts'
import type { LineCall } from './line-call.ts'
import { type RefusalDetail, refuseBody, refuseContentType, refuseJson } from './line-refusal.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The JSON of a call in the shape of `schema`, or LINE's refusal with a detail for each error. */
export function parseBody<T>(call: LineCall, schema: z.ZodType<T>): T {
  const type = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== 'application/json') throw refuseContentType(type === '' ? 'null' : type)
  const parsed = schema.safeParse(parseJson(call.body), { reportInput: true })
  if (!parsed.success) throw refuseBody(parsed.error.issues.flatMap(toDetails))
  return parsed.data
}

/** The form fields of a token call. A repeated field is refused by its caller as missing. */
export function parseForm(call: LineCall): Record<string, string | undefined> {
  const fields = new URLSearchParams(call.body.toString('utf8'))
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name) => {
      const values = fields.getAll(name)
      return [name, values.length === 1 ? values[0] : undefined]
    }),
  )
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body))
  } catch {
    // Bytes that are no UTF-8 or no JSON are one and the same refusal.
    throw refuseJson()
  }
}

function toDetails(issue: z.core.$ZodIssue): RefusalDetail[] {
  const property = formatPath(issue.path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ message: 'Unknown property', property: formatPath([...issue.path, key]) }))
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return [{ message: 'May not be empty', property }]
  return [{ message: issue.message, property }]
}
