import fc from 'fast-check'

type Place = { owner: Record<PropertyKey, unknown>; key: string | number }

/** Every property and array item of a JSON value. */
function listPlaces(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const owner = value as Record<PropertyKey, unknown>
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value)
  return keys.flatMap((key) => [{ owner, key }, ...listPlaces(owner[key])])
}

const strangeValues = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    '',
    'nosuch',
    [],
    {},
    'text',
    'bubble',
    'box',
    'uri',
    'vertical',
    '#fff',
  ),
  fc.constantFrom<unknown>('x'.repeat(301), 'x'.repeat(1001), 'x'.repeat(2001), 'x'.repeat(5001)),
  fc.jsonValue({ maxDepth: 2 }),
)

const changes = fc.oneof(
  fc.record({ kind: fc.constant('drop' as const) }),
  fc.record({ kind: fc.constant('replace' as const), by: strangeValues }),
  fc.record({
    kind: fc.constant('add' as const),
    name: fc.constantFrom('bogus', 'type', 'text', 'url', 'action', 'flex', 'size', '__proto__', 'filler'),
    by: strangeValues,
  }),
  fc.record({ kind: fc.constant('repeat' as const), times: fc.integer({ min: 1, max: 14 }) }),
  fc.record({ kind: fc.constant('swap' as const), with: fc.nat() }),
)

/** Changes one place of a JSON value: drops, replaces, adds a property, repeats an item, or puts another part of it there. */
export const mutations = fc.record({ place: fc.nat(), change: changes })
export type Mutation = typeof mutations extends fc.Arbitrary<infer M> ? M : never

export function mutate(original: unknown, { place, change }: Mutation): unknown {
  const copy: unknown = structuredClone(original)
  const places = listPlaces(copy)
  const chosen = places[place % places.length]
  if (!chosen) return copy
  const { owner, key } = chosen
  const value = owner[key]
  if (change.kind === 'drop') {
    if (Array.isArray(owner)) owner.splice(Number(key), 1)
    else delete owner[key]
  } else if (change.kind === 'replace') owner[key] = change.by
  else if (change.kind === 'add') {
    const target = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : owner
    Object.defineProperty(target, change.name, {
      value: change.by,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  } else if (change.kind === 'repeat') {
    if (Array.isArray(owner)) owner.push(...Array.from({ length: change.times }, () => structuredClone(value)))
    else owner[key] = Array.from({ length: change.times }, () => structuredClone(value))
  } else {
    const other = places[change.with % places.length]!
    owner[key] = structuredClone(other.owner[other.key])
  }
  return copy
}
