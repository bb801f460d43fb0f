import type { CampaignDeps, CampaignLine } from '../../src/features/campaigns/needs.ts'
import { LineRejected } from '../../src/line/errors.ts'

type Pool = CampaignDeps['senderPool']
type Queries = Pick<Pool, 'query'>
type Multicast = CampaignLine['multicast']

const lineMessage = 'The retry key is already accepted'
const repeated = new LineRejected({ endpoint: 'push', httpStatus: 409, lineMessage, requestId: undefined, details: [] })

/**
 * The sending loop as it is, until one of its safeguards is taken out: a statement of its own is then another on its way to
 * PostgreSQL, or what LINE answers is another on its way back.
 */
export function createCarelessSender() {
  let changes: { from: string; to: string; isMet: boolean }[] = []
  let isRepeatRefused = false
  const multicasts: ((send: Multicast) => Multicast)[] = []

  function change(sql: string): string {
    return changes.reduce((changed, one) => {
      if (changed.includes(one.from)) one.isMet = true
      return changed.replace(one.from, one.to)
    }, sql)
  }

  function watch<Q extends Queries>(queries: Q): Q {
    // biome-ignore lint/suspicious/noExplicitAny: the many forms of pg's query pass through unread
    const query = (statement: any, ...rest: any[]) => {
      const text = typeof statement === 'string' ? statement : statement.text
      const changed = change(text)
      if (changed === text) return (queries.query as (...all: unknown[]) => unknown)(statement, ...rest)
      // Without its name, under which this connection may have prepared the original.
      return queries.query({ text: changed, values: statement.values })
    }
    return new Proxy(queries, {
      get(of, key) {
        if (key === 'query') return query
        if (key === 'connect') return async () => watch(await (of as unknown as Pool).connect())
        const value = Reflect.get(of, key)
        return typeof value === 'function' ? value.bind(of) : value
      },
    })
  }

  return {
    wrapPool: (pool: Pool): Pool => watch(pool),
    wrapLine: (line: CampaignLine): CampaignLine => ({
      ...line,
      async push(request) {
        const accepted = await line.push(request)
        if (isRepeatRefused && accepted.acceptedRequestId) throw repeated
        return accepted
      },
      multicast: (request) => (multicasts.shift()?.(line.multicast) ?? line.multicast)(request),
    }),
    /** What stands in the sender's statements, and what does from now on. */
    changeStatements(pairs: [from: string, to: string][]): void {
      changes = pairs.map(([from, to]) => ({ from, to, isMet: false }))
    },
    /** Changes that met no statement: then it was not the safeguard that was taken out. */
    unmet: () => changes.filter(({ isMet }) => !isMet).map(({ from }) => from),
    /** A 409 is taken for a refusal. */
    refuseRepeats(): void {
      isRepeatRefused = true
    },
    /** Stands between the next multicasts and LINE, one each. */
    interceptMulticasts(...each: ((send: Multicast) => Multicast)[]): void {
      multicasts.push(...each)
    },
    awaitsMulticasts: () => multicasts.length,
  }
}
