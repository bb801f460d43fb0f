import { setTimeout as wait } from 'node:timers/promises'

/** Waits until `condition` gives something truthy, asking every `everyMs`; throws after `withinMs` with the last error or value seen. */
export async function until<T>(
  condition: () => T | Promise<T>,
  options: { withinMs: number; everyMs?: number; what?: string },
): Promise<NonNullable<T>> {
  const deadline = Date.now() + options.withinMs
  let last: unknown
  for (;;) {
    try {
      const value = await condition()
      if (value) return value as NonNullable<T>
      last = value
    } catch (error) {
      last = error
    }
    if (Date.now() > deadline) {
      throw new Error(`Not seen within ${options.withinMs} ms: ${options.what ?? condition.toString()}`, {
        cause: last,
      })
    }
    await wait(options.everyMs ?? 25)
  }
}
