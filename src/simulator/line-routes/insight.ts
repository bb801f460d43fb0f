import { type LineEndpoint, ok } from '../line-call.ts'
import { refuseParameter } from '../line-refusal.ts'
import { insightLimit } from '../rate-limits.ts'
import type { Simulation } from '../simulation.ts'

// https://developers.line.biz/en/docs/messaging-api/unit-based-statistics-aggregation: days of UTC+9, and nothing that fewer
// than 20 people stand behind.
const tokyoMs = 9 * 3_600_000
const dayMs = 86_400_000
const mostDays = 30
const fewest = 20

/** Statistics of what was sent under a name. Here everybody who is reached sees a message, and nobody is seen to tap. */
export function insightRoutes({ ledger }: Simulation): LineEndpoint[] {
  return [
    {
      name: 'unit-statistics',
      method: 'GET',
      path: '/v2/bot/insight/message/event/aggregation',
      limit: insightLimit,
      handle({ query }) {
        const unit = query.get('customAggregationUnit') ?? ''
        if (!/^[A-Za-z0-9_]{1,30}$/.test(unit)) throw refuseParameter('customAggregationUnit')
        const [from, to] = [readDay(query.get('from'), 'from'), readDay(query.get('to'), 'to')]
        if (to < from || to - from >= mostDays * dayMs) throw refuseParameter('to')
        let people = 0
        let messageCount = 0
        for (const item of ledger.items({ sinceMs: from - tokyoMs })) {
          if (item.unit !== unit || item.at >= to + dayMs - tokyoMs) continue
          people += item.reached
          messageCount = Math.max(messageCount, ledger.messagesOf(item).length)
        }
        const seen = people < fewest ? null : people
        const played = { uniqueMediaPlayed: null, uniqueMediaPlayed100Percent: null }
        return ok({
          overview: { uniqueImpression: seen, uniqueClick: null, ...played },
          messages: Array.from({ length: messageCount }, (_, index) => ({
            seq: index + 1,
            impression: seen,
            uniqueImpression: seen,
          })),
          clicks: [],
        })
      },
    },
  ]
}

function readDay(text: string | null, name: string): number {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text ?? '') ?? []
  const at = Date.parse(`${year}-${month}-${day}T00:00:00Z`)
  if (Number.isNaN(at)) throw refuseParameter(name)
  return at
}
