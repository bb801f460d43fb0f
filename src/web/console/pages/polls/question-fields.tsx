import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCopy, IconPlus, IconTrash } from '@tabler/icons-react'
import type { QuestionKind } from '../../../../contracts/polls.ts'
import { useWords } from '../../words/define-words.ts'
import { OptionFields } from './option-fields.tsx'
import { emptyQuestion, kindsOf, kindsWithOptions, type PollForm, type QuestionForm } from './poll-form.ts'
import { pollWords } from './words.ts'

const most = 20

export function QuestionList({ form, onChange }: { form: PollForm; onChange: (some: Partial<PollForm>) => void }) {
  const w = useWords(pollWords)
  const { questions, anonymity } = form
  const set = (list: QuestionForm[]) => onChange({ questions: list })
  const swap = (place: number, by: number) => {
    const list = [...questions]
    const [moved] = list.splice(place, 1)
    if (moved) list.splice(place + by, 0, moved)
    set(list)
  }
  return (
    <Stack gap="md">
      {questions.map((question, place) => {
        const n = place + 1
        return (
          <section key={question.id} className="question-form" aria-label={w('questionNo', { n })}>
            <Group justify="space-between" wrap="nowrap">
              <Text fw={600}>{w('questionNo', { n })}</Text>
              <Group gap={4} wrap="nowrap">
                <Tool label={w('moveUp', { n })} isOff={place === 0} onClick={() => swap(place, -1)}>
                  <IconArrowUp size={18} aria-hidden />
                </Tool>
                <Tool label={w('moveDown', { n })} isOff={n === questions.length} onClick={() => swap(place, 1)}>
                  <IconArrowDown size={18} aria-hidden />
                </Tool>
                <Tool
                  label={w('copyQuestion', { n })}
                  isOff={questions.length >= most}
                  onClick={() => set(questions.toSpliced(n, 0, { ...question, id: crypto.randomUUID() }))}
                >
                  <IconCopy size={18} aria-hidden />
                </Tool>
                <Tool
                  label={w('removeQuestion', { n })}
                  isOff={questions.length === 1}
                  onClick={() => set(questions.filter(({ id }) => id !== question.id))}
                >
                  <IconTrash size={18} aria-hidden />
                </Tool>
              </Group>
            </Group>
            <QuestionFields
              question={question}
              n={n}
              anonymity={anonymity}
              onChange={(some) => set(questions.map((old) => (old.id === question.id ? { ...old, ...some } : old)))}
            />
          </section>
        )
      })}
      <Button
        variant="default"
        leftSection={<IconPlus size={18} aria-hidden />}
        disabled={questions.length >= most}
        onClick={() => set([...questions, emptyQuestion(kindsOf(anonymity)[0])])}
        style={{ alignSelf: 'flex-start' }}
      >
        {w('addQuestion')}
      </Button>
    </Stack>
  )
}

function Tool(props: { label: string; isOff: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={props.label}
      disabled={props.isOff}
      onClick={props.onClick}
    >
      {props.children}
    </ActionIcon>
  )
}

function QuestionFields(props: {
  question: QuestionForm
  n: number
  anonymity: PollForm['anonymity']
  onChange: (some: Partial<QuestionForm>) => void
}) {
  const { question, n, anonymity, onChange } = props
  const w = useWords(pollWords)
  const { kind } = question
  const offered = kindsOf(anonymity)
  const kinds = offered.includes(kind) ? offered : [kind, ...offered]
  return (
    <Stack gap="sm">
      <Select
        label={w('kind')}
        value={kind}
        allowDeselect={false}
        error={offered.includes(kind) ? undefined : w('missing_kindOfLevel')}
        onChange={(value) => onChange({ kind: value as QuestionKind, required: value !== 'text' })}
        data={kinds.map((value) => ({ value, label: w(value) }))}
      />
      <Textarea
        label={w('questionText')}
        required
        autosize
        minRows={1}
        maxLength={300}
        value={question.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      {kindsWithOptions.has(kind) ? (
        <OptionFields
          texts={question.options}
          onChange={(options) => onChange({ options })}
          labels={{
            one: (no) => w('optionNo', { n: no, of: n }),
            remove: (no) => w('removeOption', { n: no, of: n }),
            add: w('addOption'),
          }}
        />
      ) : null}
      {kind === 'multiple' ? (
        <NumberInput
          label={w('atMost')}
          min={1}
          max={question.options.length}
          maw={240}
          value={question.atMost ?? ''}
          onChange={(value) => onChange({ atMost: typeof value === 'number' ? value : null })}
        />
      ) : null}
      {kind === 'agreement' ? (
        <SegmentedControl
          aria-label={w('steps')}
          value={String(question.steps)}
          onChange={(value) => onChange({ steps: value === '4' ? 4 : 5 })}
          data={[
            { value: '5', label: w('steps5') },
            { value: '4', label: w('steps4') },
          ]}
        />
      ) : null}
      {kind === 'scale' ? (
        <Switch
          label={w('reversed')}
          checked={question.isReversed}
          onChange={(event) => onChange({ isReversed: event.currentTarget.checked })}
        />
      ) : null}
      {kind === 'text' || kind === 'word' || kind === 'agreement' ? (
        <Text size="sm" c="dimmed">
          {w(`${kind}Note`)}
        </Text>
      ) : null}
      <TextInput
        label={w('help')}
        maxLength={300}
        value={question.help}
        onChange={(event) => onChange({ help: event.currentTarget.value })}
      />
      <Switch
        label={w('required')}
        checked={question.required}
        onChange={(event) => onChange({ required: event.currentTarget.checked })}
      />
    </Stack>
  )
}
