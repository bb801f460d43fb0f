import type { DrawDeps } from './draw-needs.ts'
import { createDrawRoutes } from './draw-routes.ts'
import { createDrawService } from './draw-service.ts'

/** รับบัตรคำตอบ: page A in LINE, where a person is known and draws a ballot without a name. */
export function createDraw(deps: DrawDeps) {
  const { pageDir, frameHolders } = deps
  return { pages: createDrawRoutes({ service: createDrawService(deps), pageDir, frameHolders }) }
}
