import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi, needsFreshLogin, type Writing } from '../../platform/http/api-guards.ts'
import { toPage } from '../../platform/http/to-page.ts'
import type { AccountsService } from './service.ts'

const api = implementApi({ settings: contract.settings, audit: contract.audit })

export function createAccountsRoutes({ service, writing }: { service: AccountsService; writing: Writing }) {
  return {
    settings: {
      get: api.settings.get.use(allow('settings.edit')).handler(({ context }) => service.getSettings(context.tx)),
      update: api.settings.update
        .use(allow('settings.edit'))
        .use(needsFreshLogin)
        .use(writing)
        .handler(({ input, context }) => service.updateSettings(context.tx, context.actor, input)),
    },
    audit: {
      list: api.audit.list
        .use(allow('audit.read'))
        .handler(async ({ input, context }) =>
          toPage(await service.listAudit(context.tx, input), input.limit, showEntry, (entry) => entry.seq.toString()),
        ),
      verify: api.audit.verify.use(allow('audit.read')).handler(() => service.verifyAudit()),
    },
  }
}

type Entry = Awaited<ReturnType<AccountsService['listAudit']>>[number]

function showEntry({ seq, at, actorId, action, subject, body }: Entry) {
  return {
    seq: seq.toString(),
    at: at.toISOString(),
    actorId,
    action,
    subject,
    data: (JSON.parse(body) as { data: unknown }).data,
  }
}
