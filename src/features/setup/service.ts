import type { SetupFinding } from '../../contracts/api/setup.ts'
import type { Clock } from '../../platform/clock.ts'

export type SetupDeps = { clock: Clock; publicUrl: string; runChecks(): Promise<SetupFinding[]> }

export type SetupService = ReturnType<typeof createSetupService>

export function createSetupService(deps: SetupDeps) {
  let running: Promise<SetupFinding[]> | undefined

  /** One look at a time: LINE is asked to call the webhook, which it does a few times a minute and no more. */
  function look(): Promise<SetupFinding[]> {
    running ??= deps.runChecks().finally(() => {
      running = undefined
    })
    return running
  }

  async function check() {
    return {
      items: await look(),
      nextCursor: null,
      webhookUrl: `${deps.publicUrl}/webhook`,
      checkedAt: deps.clock.now().toISOString(),
    }
  }
  return { check }
}
