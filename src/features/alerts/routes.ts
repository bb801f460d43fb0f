import { isAlertCode, wordsForAlert } from '../../contracts/alert-words.ts'
import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi } from '../../platform/http/api-guards.ts'
import type { AlertService } from './service.ts'

const api = implementApi({ alerts: contract.alerts })

export function createAlertRoutes(service: AlertService) {
  return {
    alerts: {
      list: api.alerts.list.use(allow('alerts.read')).handler(async ({ context }) => ({
        items: (await service.list(context.tx)).flatMap(({ code, detail, since }) =>
          // A code that a newer release wrote has no words here.
          isAlertCode(code)
            ? [{ code, ...wordsForAlert(code, context.locale, detail), since: since.toISOString() }]
            : [],
        ),
        nextCursor: null,
      })),
    },
  }
}
