import { Button, Radio, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { quizWords } from './words.ts'

const empty = {
  code: '',
  text: '',
  options: ['', '', ''],
  rightOption: 0,
  explanation: '',
  cardCode: '',
  itaItems: [] as string[],
}
const places = [0, 1, 2]

type Draft = typeof empty
type Asked = Omit<Draft, 'cardCode'> & { cardCode: string | null; version: number; state: string }

/** A new question, or another wording of one: three options, of which one is right; somebody else approves it. */
export function QuestionForm({ question }: { question?: Asked }) {
  const w = useWords(quizWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const [isOpen, sheet] = useDisclosure(false)
  const [draft, setDraft] = useState<Draft>(empty)
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const done = {
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: api.quiz.key() })
      setDraft(empty)
      sheet.close()
      tell(w(question ? 'changed' : 'drafted'))
    },
  }
  const create = useMutation(api.quiz.questions.create.mutationOptions(done))
  const update = useMutation(api.quiz.questions.update.mutationOptions(done))

  function open() {
    if (question) setDraft(draftOf(question))
    sheet.open()
  }
  function send() {
    const given = { ...draft, cardCode: draft.cardCode || null }
    if (question) update.mutate({ ...given, version: question.version })
    else create.mutate(given)
  }
  const isReady = [draft.code, draft.text, draft.explanation, ...draft.options].every((words) => words.trim() !== '')
  return (
    <>
      {question ? (
        <Button size="sm" variant="default" onClick={open}>
          {t('edit')}
        </Button>
      ) : (
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
          {w('new')}
        </Button>
      )}
      <SheetForm
        isOpen={isOpen}
        title={w(question ? 'edit' : 'new')}
        isReady={isReady}
        isSending={create.isPending || update.isPending}
        onSubmit={send}
        onClose={sheet.close}
      >
        {question?.state === 'approved' ? <Text size="sm">{w('approvedAgain')}</Text> : null}
        <TextInput
          label={w('code')}
          disabled={question !== undefined}
          description={w('codeHint')}
          required
          pattern="[a-z0-9\-]{2,40}"
          maxLength={40}
          value={draft.code}
          onChange={(event) => change({ code: event.currentTarget.value })}
          data-autofocus
        />
        <Textarea
          label={w('text')}
          required
          autosize
          minRows={2}
          maxLength={200}
          value={draft.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        <Radio.Group
          label={w('options')}
          description={w('optionsHint')}
          value={String(draft.rightOption)}
          onChange={(value) => change({ rightOption: Number(value) })}
        >
          <Stack gap="xs" mt="xs">
            {places.map((place) => (
              <div key={place} className="option-field">
                <Radio value={String(place)} aria-label={w('rightIs', { n: place + 1 })} />
                <TextInput
                  aria-label={w('option', { n: place + 1 })}
                  required
                  maxLength={80}
                  value={draft.options[place]}
                  onChange={(event) => change({ options: draft.options.with(place, event.currentTarget.value) })}
                />
              </div>
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={w('explanation')}
          description={w('explanationHint')}
          required
          autosize
          minRows={2}
          maxLength={300}
          value={draft.explanation}
          onChange={(event) => change({ explanation: event.currentTarget.value })}
        />
        <TextInput
          label={w('cardCode')}
          maxLength={40}
          value={draft.cardCode}
          onChange={(event) => change({ cardCode: event.currentTarget.value })}
        />
        <TagsInput
          label={w('itaItems')}
          placeholder="2566/5.1"
          maxTags={10}
          value={draft.itaItems}
          onChange={(itaItems) => change({ itaItems: itaItems.map((item) => item.slice(0, 20)) })}
        />
      </SheetForm>
    </>
  )
}

function draftOf({ code, text, options, rightOption, explanation, cardCode, itaItems }: Asked): Draft {
  return { code, text, options, rightOption, explanation, cardCode: cardCode ?? '', itaItems }
}
