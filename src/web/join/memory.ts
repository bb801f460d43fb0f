/** What this browser keeps of a room: a random value and which questions are done. Never an answer. */
type Memory = { device: string; hasBegun: boolean; done: string[] }

const placeOf = (code: string) => `room-${code}`

export function recall(code: string): Memory {
  const kept = readJson(placeOf(code))
  return {
    device: typeof kept.device === 'string' ? kept.device : newDevice(),
    hasBegun: kept.hasBegun === true,
    done: Array.isArray(kept.done) ? kept.done.filter((one) => typeof one === 'string') : [],
  }
}

export function keep(code: string, memory: Memory): void {
  try {
    localStorage.setItem(placeOf(code), JSON.stringify(memory))
  } catch {
    // A private window without storage: the page itself remembers until it is closed.
  }
}

/** At the close nothing of the room is left in the browser. */
export function forget(code: string): void {
  localStorage.removeItem(placeOf(code))
}

function newDevice(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

function readJson(place: string): Record<string, unknown> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') ?? {}
  } catch {
    return {}
  }
}
