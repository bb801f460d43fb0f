/** Flex arrives as unknown JSON and may be anything: these readers turn each value into what the renderer expects or nothing. */
export type Fields = Readonly<Record<string, unknown>>

export function readFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

export function readList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function readNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined
}

export function readOneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === value)
}

const hexColor = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i

export function readColor(value: unknown): string | undefined {
  return typeof value === 'string' && hexColor.test(value) ? value : undefined
}

/** `w:h`, each 1 to 100000 and h at most 3 w, as LINE limits it. */
export function readAspectRatio(value: unknown): number | undefined {
  const match = typeof value === 'string' ? /^(\d{1,6}(?:\.\d+)?):(\d{1,6}(?:\.\d+)?)$/.exec(value) : null
  const [width, height] = [Number(match?.[1]), Number(match?.[2])]
  return width > 0 && height > 0 && height <= width * 3 ? width / height : undefined
}
