/** The part of JSON schema that zod writes. */
export type Schema = {
  type?: string
  format?: string
  contentEncoding?: string
  contentMediaType?: string
  pattern?: string
  description?: string
  default?: unknown
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  items?: Schema
  prefixItems?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}

/** A schema as programmers write types: `name: string (1–60)  // what it is`. The whole document so is a tenth of its JSON. */
export function writeSchema(schema: Schema, indent = ''): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map((one) => writeSchema(one, indent)))].join(' | ')
  if (schema.allOf) return schema.allOf.map((one) => writeSchema(one, indent)).join(' & ')
  switch (schema.type) {
    case 'array':
      return writeArray(schema, indent)
    case 'object':
      return writeObject(schema, indent)
    case 'string':
      return `${schema.contentEncoding ?? schema.format ?? 'string'}${limits(schema.minLength, schema.maxLength)}`
    case 'integer':
    case 'number':
      return `${schema.type}${limits(schema.minimum, schema.maximum)}`
    default:
      return schema.type ?? schema.contentMediaType ?? 'any'
  }
}

function writeArray({ items = {}, prefixItems, minItems, maxItems }: Schema, indent: string): string {
  if (prefixItems) return `[${prefixItems.map((one) => writeSchema(one, indent)).join(', ')}]`
  const item = writeSchema(items, indent)
  const isChoice = (items.anyOf ?? items.oneOf ?? items.enum ?? []).length > 1
  return `${isChoice ? `(${item})` : item}[]${limits(minItems, maxItems)}`
}

function writeObject({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const inside = `${indent}  `
  const lines = Object.entries(properties).map(([name, part]) => {
    const type = writeSchema(part, inside)
    const value = part.default === undefined ? '' : ` = ${JSON.stringify(part.default)}`
    const [first, ...rest] = `${name}${required.includes(name) ? '' : '?'}: ${type}${value}`.split('\n')
    return [`${inside}${first}${remarkOf(part)}`, ...rest].join('\n')
  })
  if (typeof additionalProperties === 'object')
    lines.push(`${inside}[name]: ${writeSchema(additionalProperties, inside)}`)
  return lines.length > 0 ? `{\n${lines.join('\n')}\n${indent}}` : '{}'
}

function remarkOf({ description, pattern, format }: Schema): string {
  const said = [description, format ? undefined : pattern].filter((one) => one && one !== 'UUID')
  return said.length > 0 ? `  // ${said.join(' · ')}` : ''
}

function limits(from: number | undefined, to: number | undefined): string {
  // What no number of JavaScript passes says nothing.
  const [least, most] = [from, to].map((one) =>
    one !== undefined && Number.isSafeInteger(one + Math.sign(one)) ? one : undefined,
  )
  if (least === undefined && most === undefined) return ''
  if (least === most) return ` (${least})`
  return most === undefined ? ` (≥ ${least})` : least === undefined ? ` (≤ ${most})` : ` (${least}–${most})`
}

// For strings whose shape a pattern alone tells.
const shaped = ['abc', 'k1', '08:30', '2026-10', '#22307A', '7.00', '123456', 'ABCDEF']

/** The least that fits: what must be there, each value the first that may be. */
export function sampleOf(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice) return sampleOf(choice)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(sampleOf))
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {})]),
      )
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}))
    case 'string':
      return sampleString(schema)
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1)
    case 'boolean':
      return true
    default:
      return null
  }
}

function sampleString({ format, contentEncoding, pattern }: Schema): string {
  if (contentEncoding) return '…'
  if (format === 'uuid') return '01890000-0000-7000-8000-000000000000'
  if (format === 'date-time') return '2027-01-04T08:30:00+07:00'
  if (format === 'date') return '2027-01-04'
  if (format === 'email') return 'name@example.go.th'
  if (format === 'uri') return 'https://example.go.th/'
  return (pattern && shaped.find((one) => new RegExp(pattern, 'u').test(one))) || '…'
}
