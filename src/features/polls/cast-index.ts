import type { CastDeps } from './cast-needs.ts'
import { createCastRoutes } from './cast-routes.ts'
import { createCastService } from './cast-service.ts'

/** ลงคำตอบ: page B on a host of its own, where a ballot is known and no person. */
export function createCast(deps: CastDeps) {
  return { routes: createCastRoutes({ service: createCastService(deps), pageDir: deps.pageDir }) }
}
