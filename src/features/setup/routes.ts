import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi } from '../../platform/http/api-guards.ts'
import type { SetupService } from './service.ts'

const api = implementApi({ setup: contract.setup })

export function createSetupRoutes(service: SetupService) {
  return {
    setup: {
      check: api.setup.check.use(allow('settings.edit')).handler(() => service.check()),
    },
  }
}
