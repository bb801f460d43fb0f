/** Where in a JSON text the value of each path begins, as `title` or `items.0.label`; `errorAt`: where it stops being JSON. */
export function findPlaces(text: string): { places: Map<string, number>; errorAt?: number } {
  const places = new Map<string, number>()
  let at = 0
  const skip = () => {
    while (/\s/.test(text[at] ?? '')) at += 1
  }
  const expect = (mark: string) => {
    skip()
    if (text[at] !== mark) throw new SyntaxError(String(at))
    at += 1
  }
  const scalar =
    /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy
  const readScalar = (): string => {
    scalar.lastIndex = at
    const found = scalar.exec(text)?.[0]
    if (found === undefined) throw new SyntaxError(String(at))
    at += found.length
    return found
  }
  const readMany = (close: string, readOne: (index: number) => void) => {
    at += 1
    skip()
    for (let index = 0; text[at] !== close; index += 1) {
      if (index > 0) expect(',')
      skip()
      readOne(index)
      skip()
    }
    at += 1
  }
  const readValue = (path: string): void => {
    skip()
    places.set(path, at)
    const inside = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`)
    if (text[at] === '[') readMany(']', (index) => readValue(inside(index)))
    else if (text[at] === '{')
      readMany('}', () => {
        if (text[at] !== '"') throw new SyntaxError(String(at))
        const key = JSON.parse(readScalar()) as string
        expect(':')
        readValue(inside(key))
      })
    else readScalar()
  }
  try {
    readValue('')
    skip()
    if (at < text.length) throw new SyntaxError(String(at))
    return { places }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { places, errorAt: Math.min(at, text.length) }
  }
}

/** The place of a path, or of the nearest thing around it when the path itself is missing. */
export function placeOf(places: Map<string, number>, path: string): number | undefined {
  for (let part = path; ; part = part.slice(0, part.lastIndexOf('.'))) {
    const place = places.get(part)
    if (place !== undefined) return place
    if (!part.includes('.')) return places.get('')
  }
}

export const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length
