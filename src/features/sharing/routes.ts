import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi } from '../../platform/http/api-guards.ts'
import type { SharingService } from './service.ts'

const api = implementApi({ sharing: contract.sharing })

export function createSharingRoutes({ service }: { service: SharingService }) {
  return {
    sharing: {
      get: api.sharing.get
        .use(allow('campaigns.edit'))
        .handler(({ input, context }) => service.prepare(context.tx, input.id, input.campaignId)),
    },
  }
}
