import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { campaignWords } from './words.ts'

/** The approval on paper, seen in print only: a memorandum with room for its number and two signatures. */
export function Memo(props: { name: string; schedule: string; audience: string; messages: number | null }) {
  const w = useWords(campaignWords)
  const t = useWords(common)
  const line = '………………………………………'
  return (
    <section className="memo">
      <h2>{w('memo')}</h2>
      <p>
        {w('memoNo')} {line}
      </p>
      <p>{w('memoSubject', { name: props.name })}</p>
      <p>
        {w('audience')}: {props.audience}
      </p>
      <p>
        {w('schedule')}: {props.schedule}
      </p>
      {props.messages === null ? null : (
        <p>
          {w('cost')}: {t('messages', { count: props.messages })}
        </p>
      )}
      <p>
        {line} {t('editor')}
      </p>
      <p>
        {line} {t('approver')}
      </p>
    </section>
  )
}
