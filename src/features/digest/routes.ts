import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import type { DigestService } from './service.ts'

const api = implementApi({ digests: contract.digests })

export function createDigestRoutes({ service, writing }: { service: DigestService; writing: Writing }) {
  return {
    digests: {
      create: api.digests.create
        .use(allow('contents.edit'))
        .use(allow('campaigns.edit'))
        .use(writing)
        .handler(({ input, context }) => service.create(context.tx, context.actor, input.month)),
    },
  }
}
