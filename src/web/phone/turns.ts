/**
 * Runs work by key, at most `atOnce` at a time. A key that is asked for again before its turn waits for that turn; one
 * that is asked for while it runs gets exactly one more run, so that the last state is always seen.
 */
export function createTurns({ atOnce }: { atOnce: number }) {
  const waiting = new Map<string, { work: () => Promise<void>; done: PromiseWithResolvers<void> }>()
  const running = new Set<string>()

  function start() {
    for (const [key, { work, done }] of waiting) {
      if (running.size >= atOnce) return
      if (running.has(key)) continue
      waiting.delete(key)
      running.add(key)
      void work()
        .then(done.resolve, done.reject)
        .finally(() => {
          running.delete(key)
          start()
        })
    }
  }

  return {
    take(key: string, work: () => Promise<void>): Promise<void> {
      const done = waiting.get(key)?.done ?? Promise.withResolvers<void>()
      waiting.set(key, { work, done })
      start()
      return done.promise
    },
  }
}
