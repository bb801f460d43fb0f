import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'

/**
 * Remembers the results of a pure function by a key, up to `most` of them. Rendering and checking a card takes 1 to 3 ms, and a
 * chat asks for the same few over and over; when the room is full it begins anew, which is simpler than knowing the oldest.
 */
export function remember<Input, Result>(
  make: (input: Input) => Result,
  options: { keyOf(input: Input): string; most: number },
): (input: Input) => Result {
  const known = new Map<string, Result>()
  return (input) => {
    const key = options.keyOf(input)
    const found = known.get(key)
    if (found !== undefined) return found
    const result = make(input)
    if (known.size >= options.most) known.clear()
    known.set(key, result)
    return result
  }
}

/** Asks the database anew only after so many milliseconds: a busy chat would ask the same a hundred times a second. */
export function rememberFor<Result>(
  ms: number,
  clock: Clock,
  ask: (tx: Tx) => Promise<Result>,
): (tx: Tx) => Promise<Result> {
  let known: { result: Result; askedAtMs: number } | undefined
  return async (tx) => {
    const nowMs = clock.now().getTime()
    // A clock that was set back must not keep an old answer for as long.
    if (!known || Math.abs(nowMs - known.askedAtMs) >= ms) known = { result: await ask(tx), askedAtMs: nowMs }
    return known.result
  }
}
