import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { api } from '../../api/client.ts'
import { QueryView } from '../../parts/query-view.tsx'
import type { PollForm } from './poll-form.ts'

type Asked = Pick<PollForm, 'anonymity' | 'language' | 'threshold' | 'isOneVisit'> & { cutText: string | undefined }

/** The badge and the promise as they would be published now: the server's own words, never ours. */
export function usePromise({ anonymity, language, threshold, isOneVisit, cutText }: Asked) {
  const cut = anonymity === 'ballot' && cutText?.trim()
  return useQuery({
    ...api.polls.promise.queryOptions({
      input: { anonymity, language, threshold, isOneVisit: String(isOneVisit), ...(cut && { cut }) },
    }),
    placeholderData: keepPreviousData,
  })
}

export function PromiseToBe(asked: Asked) {
  return <QueryView query={usePromise(asked)}>{(promised) => <PromiseLines {...promised} />}</QueryView>
}

export function PromiseLines({ levelLabel, promise }: { levelLabel: string; promise: string[] }) {
  return (
    <div className="promise">
      <p className="promise-badge">{levelLabel}</p>
      <ul>
        {promise.map((line) => (
          <li key={line}>
            <ThaiText text={line} />
          </li>
        ))}
      </ul>
    </div>
  )
}
