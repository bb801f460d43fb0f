import { useQuery } from '@tanstack/react-query'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { api } from '../../api/client.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { fromTemplate, type PollForm } from './poll-form.ts'
import { pollWords } from './words.ts'

type Props = { language: PollForm['language']; onChoose: (some: Partial<PollForm>) => void }

/** Questions in the office's own words to begin from, or none. */
export function TemplateChoice({ language, onChoose }: Props) {
  const w = useWords(pollWords)
  const templates = useQuery(api.polls.templates.queryOptions({ input: { language } }))
  return (
    <Panel title={w('startWith')}>
      <QueryView query={templates}>
        {({ items }) => (
          <ul className="template-choice">
            {items.map((template) => (
              <li key={template.code}>
                <button type="button" onClick={() => onChoose(fromTemplate(template, language))}>
                  <b>
                    <ThaiText text={template.title} />
                  </b>
                  <span>
                    <ThaiText text={template.purpose} />
                  </span>
                  <span className="quiet">
                    {w(template.anonymity)} · {w('questionCount', { count: template.questions.length })}
                  </span>
                </button>
              </li>
            ))}
            <li>
              <button type="button" onClick={() => onChoose({ hasBegun: true })}>
                <b>{w('blank')}</b>
                <span>{w('blankText')}</span>
              </button>
            </li>
          </ul>
        )}
      </QueryView>
    </Panel>
  )
}
