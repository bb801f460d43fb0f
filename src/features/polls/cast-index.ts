import type { CastDeps } from './cast-needs.ts'
import { createCastRoutes } from './cast-routes.ts'
import { createCastService } from './cast-service.ts'
import { createCountService } from './count-service.ts'
import { createPollKeys } from './poll-keys.ts'
import { createSpool } from './spool-service.ts'

/** ลงคำตอบ: page B on a host of its own, where a ballot is known and no person. */
export function createCast(deps: CastDeps) {
  const keys = createPollKeys(deps.keyFolders)
  const { listTokens } = createCountService({ ...deps, keys })
  const service = createCastService({ ...deps, listTokens, spool: createSpool({ ...deps, keys }) })
  return { routes: createCastRoutes({ service, pageDir: deps.pageDir }) }
}
