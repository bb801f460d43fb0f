import type { SharingDeps } from './needs.ts'
import { createSharePage } from './page-routes.ts'
import { createSharingService } from './service.ts'

/** ส่งเองด้วย LINE ของฉัน: an approved card as an officer's own message, with LINE's choice of groups and friends. */
export function createSharing(deps: SharingDeps) {
  const service = createSharingService(deps)
  return {
    pages: createSharePage({ service, pageDir: deps.pageDir, frameHolders: deps.frameHolders }),
    routes: async () => (await import('./routes.ts')).createSharingRoutes({ service }),
  }
}
