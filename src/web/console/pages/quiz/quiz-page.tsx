import { Page } from '../../parts/page.tsx'
import { Tabbed } from '../../parts/tabbed.tsx'
import { useWords } from '../../words/define-words.ts'
import { AwarenessTab } from './awareness-tab.tsx'
import { QuestionsTab } from './questions-tab.tsx'
import { quizWords } from './words.ts'

/** What staff are asked three of a week, and what the office knows by their answers. */
export default function QuizPage() {
  const w = useWords(quizWords)
  return (
    <Page title={w('title')} lead={w('lead')}>
      <Tabbed
        label={w('title')}
        tabs={[
          { value: 'questions', label: w('questions'), content: () => <QuestionsTab /> },
          { value: 'awareness', label: w('awareness'), content: () => <AwarenessTab /> },
        ]}
      />
    </Page>
  )
}
