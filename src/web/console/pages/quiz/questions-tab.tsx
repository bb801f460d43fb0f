import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { Empty, Panel } from '../../parts/page.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { QuestionForm } from './question-form.tsx'
import { quizWords } from './words.ts'

const states = ['draft', 'approved', 'retired'] as const
type State = (typeof states)[number]

export function QuestionsTab() {
  const w = useWords(quizWords)
  const t = useWords(common)
  const may = useMay()
  const [state, setState] = useState<State | null>(null)
  const questions = useInfiniteQuery(
    api.quiz.questions.list.infiniteOptions({
      input: (cursor) => ({ limit: 50, ...(cursor && { cursor }), ...(state && { state }) }),
      ...nextPage,
    }),
  )
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Select
          label={w('state')}
          placeholder={t('all')}
          clearable
          value={state}
          onChange={(value) => setState(value as State | null)}
          data={states.map((value) => ({ value, label: t(value) }))}
        />
        {may('quiz.edit') ? <QuestionForm /> : null}
      </Group>
      <Panel>
        <EndlessList query={questions} empty={<Empty title={w('emptyTitle')} text={w('emptyText')} />}>
          {(items) => (
            <ul className="rows">
              {items.map((question) => (
                <li key={question.code}>
                  <Question question={question} />
                </li>
              ))}
            </ul>
          )}
        </EndlessList>
      </Panel>
    </Stack>
  )
}

type Shown = {
  code: string
  text: string
  options: string[]
  rightOption: number
  explanation: string
  state: State
  cardCode: string | null
  itaItems: string[]
  version: number
}

function Question({ question }: { question: Shown }) {
  const { code, text, options, rightOption, explanation, state, itaItems, version } = question
  const w = useWords(quizWords)
  const may = useMay()
  const queryClient = useQueryClient()
  const refresh = () => void queryClient.invalidateQueries({ queryKey: api.quiz.key() })
  const approve = useMutation(
    api.quiz.questions.approve.mutationOptions({
      onSuccess: () => {
        refresh()
        tell(w('approved'))
      },
    }),
  )
  const retire = useMutation(api.quiz.questions.retire.mutationOptions({ onSuccess: refresh }))
  return (
    <Stack gap="xs" className="question">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Text fw={600}>{text}</Text>
        <StateMark state={state} />
      </Group>
      <ol className="options">
        {options.map((option, place) => (
          <li key={option} data-right={place === rightOption}>
            {option}
            {place === rightOption ? <span className="quiet"> · {w('right')}</span> : null}
          </li>
        ))}
      </ol>
      <Text size="sm" c="dimmed">
        {explanation}
      </Text>
      <Text size="sm" c="dimmed">
        {[code, ...itaItems].join(' · ')}
      </Text>
      {state !== 'retired' ? (
        <Group gap="sm">
          {may('quiz.approve') && state === 'draft' ? (
            <Button size="sm" onClick={() => approve.mutate({ code, version })} loading={approve.isPending}>
              {w('approve')}
            </Button>
          ) : null}
          {may('quiz.edit') ? <QuestionForm question={question} /> : null}
          {may('quiz.approve') ? (
            <ConfirmButton
              size="sm"
              variant="default"
              title={w('retireTitle')}
              text={w('retireText')}
              confirmLabel={w('retire')}
              onConfirm={() => retire.mutate({ code })}
              loading={retire.isPending}
            >
              {w('retire')}
            </ConfirmButton>
          ) : null}
        </Group>
      ) : null}
    </Stack>
  )
}
