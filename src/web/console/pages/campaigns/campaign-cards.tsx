import { useQueries } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { MessageSpec } from '../../../../contracts/api/campaigns.ts'
import { api } from '../../api/client.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { campaignWords } from './words.ts'

/** Its cards by name, each with the way to it. One that is not approved says so: nothing is asked or sent before it is. */
export function CampaignCards({ messages }: { messages: MessageSpec[] }) {
  const w = useWords(campaignWords)
  const t = useWords(common)
  const ids = messages.flatMap((message) => ('contentId' in message ? [message.contentId] : []))
  const cards = useQueries({ queries: ids.map((id) => api.contents.get.queryOptions({ input: { id } })) })
  const known = cards.flatMap(({ data }) => data ?? [])
  const others = messages.length - known.length
  if (known.length === 0) return w('cardCount', { count: messages.length })
  return (
    <>
      {known.map(({ id, title, state }) => (
        <div key={id}>
          <Link to={`/cards/${id}`}>{title}</Link>
          {state === 'approved' ? null : ` · ${t(state)}`}
        </div>
      ))}
      {others > 0 ? <div>{w('moreCards', { n: others })}</div> : null}
    </>
  )
}
