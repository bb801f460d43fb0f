export type Loop = {
  /** Do the next step now rather than after the wait. Ignored during the pause after a failure. */
  wake(): void
  /** Lets the step in hand finish. */
  stop(): Promise<void>
}

/**
 * Repeats `step` every `everyMs`, at once when it says there is more to do, and with growing pauses (250 ms to 5 s) while it
 * fails, so that a server that has just come back is not hammered.
 */
export function runRepeatedly(options: {
  step(): Promise<'more' | 'done'>
  everyMs: number
  onFailure(error: unknown): void
}): Loop {
  const { step, everyMs, onFailure } = options
  const longestPauseMs = 5000
  let isStopping = false
  let isWoken = false
  let interrupt: () => void = () => {}

  async function pause(ms: number, isWakeable: boolean): Promise<void> {
    if (isStopping || (isWakeable && isWoken)) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    interrupt = () => {
      if (isStopping || isWakeable) resolve()
    }
    await promise
    clearTimeout(timer)
  }

  async function run(): Promise<void> {
    let failureCount = 0
    while (!isStopping) {
      isWoken = false
      try {
        const outcome = await step()
        failureCount = 0
        if (outcome === 'done') await pause(everyMs, true)
      } catch (error) {
        onFailure(error)
        await pause(Math.min(250 * 2 ** failureCount, longestPauseMs), false)
        failureCount += 1
      }
    }
  }

  const running = run()
  return {
    wake() {
      isWoken = true
      interrupt()
    },
    async stop() {
      isStopping = true
      interrupt()
      await running
    },
  }
}
