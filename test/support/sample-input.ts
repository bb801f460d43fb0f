import { randomUUID } from 'node:crypto'
import { isContractProcedure } from '@orpc/contract'
import { z } from 'zod'
import { contract } from '../../src/contracts/api/index.ts'

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  prefixItems?: Schema[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  format?: string
  contentEncoding?: string
  minimum?: number
  minItems?: number
  minLength?: number
  maxLength?: number
  additionalProperties?: boolean | Schema
  $ref?: string
  $defs?: Record<string, Schema>
}

/** An operation of the API with a body (of a GET: a query) that its contract would take, as far as a JSON schema tells. */
export type Sample = { method: string; path: string; input: Record<string, unknown> }

// Strings and objects whose shape the schema does not tell.
const known: Record<string, unknown> = {
  template: 'notice',
  data: { title: 'หัวข้อ', text: 'ข้อความ' },
  month: '2026-10',
  opens: '08:30',
  closes: '16:30',
  navy: '#14213d',
  blue: '#3b5bdb',
  saffron: '#f4a300',
  vatPercent: '7.00',
  price: '1200.00',
  extraPrice: '0.10',
  question: 'q1',
}

/** One for each operation; `text` gives the words of each string that may hold any. */
export function listSamples(text: (field: string) => string = () => 'ข้อความ'): Sample[] {
  return listProcedures(contract).map(({ route, inputSchema }) => {
    const path = route.path ?? ''
    const schema = inputSchema ? (z.toJSONSchema(inputSchema, { io: 'input', unrepresentable: 'any' }) as Schema) : {}
    const input = sampleOf(schema, schema, path, text)
    const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    const rest = Object.entries((input ?? {}) as Record<string, unknown>).filter(([name]) => !inPath.has(name))
    return { method: route.method ?? 'POST', path, input: Object.fromEntries(rest) }
  })
}

type Procedure = { route: { method?: string; path?: string }; inputSchema: z.ZodType | undefined }

const listProcedures = (router: object): Procedure[] =>
  Object.values(router).flatMap((one: object) =>
    isContractProcedure(one) ? [one['~orpc'] as unknown as Procedure] : listProcedures(one),
  )

/** Fields that may be left out are there too: what is sent in them must be looked at as well. */
function sampleOf(schema: Schema, root: Schema, field: string, text: (field: string) => string): unknown {
  const of = (part: Schema, name: string | number) => sampleOf(part, root, `${field}.${name}`, text)
  if (schema.$ref) return sampleOf(root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? {}, root, field, text)
  const name = field.split('.').at(-1) ?? ''
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (name in known) return known[name]
  const choice = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null')
  if (choice) return sampleOf(choice, root, field, text)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, root, field, text)))
  if (schema.prefixItems) return schema.prefixItems.map(of)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, part]) => [name, of(part, name)]))
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => of(schema.items ?? {}, 0))
    case 'string':
      return stringOf(schema, text(field))
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return true
    default:
      return field.includes('.') ? text(field) : {}
  }
}

function stringOf({ format, contentEncoding, maxLength = 1000 }: Schema, words: string): string {
  if (contentEncoding === 'base64') return 'aGVsbG8='
  if (format === 'uuid') return randomUUID()
  if (format === 'date-time') return new Date(Date.now() + 86_400_000).toISOString()
  if (format === 'date') return '2027-01-04'
  if (format === 'email') return `${randomUUID()}@sample.example`
  if (format === 'uri') return 'https://example.org/'
  return words.slice(0, maxLength)
}

type Place = (string | number)[]

/** Each place of an input that holds a value and no other place. */
export function listPlaces(input: unknown, place: Place = []): Place[] {
  if (typeof input !== 'object' || input === null) return [place]
  return Object.entries(input).flatMap(([name, value]) =>
    listPlaces(value, [...place, Array.isArray(input) ? Number(name) : name]),
  )
}

/** The same input with another value at one place. */
export function withValue<T>(input: T, [first, ...rest]: Place, value: unknown): T {
  if (first === undefined) return value as T
  const copy = (Array.isArray(input) ? [...input] : { ...input }) as Record<string | number, unknown>
  copy[first] = withValue(copy[first], rest, value)
  return copy as T
}
