import { createSetupService, type SetupDeps } from './service.ts'

/** การตั้งค่าครั้งแรก: what of the installation is right, and what is still to be done. Looks only; sets nothing. */
export function createSetup(deps: SetupDeps) {
  const service = createSetupService(deps)
  return { routes: async () => (await import('./routes.ts')).createSetupRoutes(service) }
}
