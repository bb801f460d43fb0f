import { contract } from '../../contracts/api/index.ts'
import type { SetupFinding } from '../../contracts/api/setup.ts'
import type { Clock } from '../../platform/clock.ts'
import { allow, implementApi } from '../../platform/http/api-guards.ts'

const api = implementApi({ setup: contract.setup })

/** การตั้งค่าครั้งแรก: what of the installation is right, and what is still to be done. Looks only; sets nothing. */
export function createSetup(deps: { clock: Clock; publicUrl: string; runChecks(): Promise<SetupFinding[]> }) {
  let running: Promise<SetupFinding[]> | undefined

  /** One look at a time: LINE is asked to call the webhook, which it does a few times a minute and no more. */
  function look(): Promise<SetupFinding[]> {
    running ??= deps.runChecks().finally(() => {
      running = undefined
    })
    return running
  }
  return {
    routes: () => ({
      setup: {
        check: api.setup.check.use(allow('settings.edit')).handler(async () => ({
          items: await look(),
          nextCursor: null,
          webhookUrl: `${deps.publicUrl}/webhook`,
          checkedAt: deps.clock.now().toISOString(),
        })),
      },
    }),
  }
}
