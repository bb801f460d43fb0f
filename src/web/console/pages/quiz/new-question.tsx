import { Button, Radio, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { tell } from '../../parts/tell.ts'
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

/** A question with three options, of which one is right; somebody else approves it. */
export function NewQuestion() {
  const w = useWords(quizWords)
  const queryClient = useQueryClient()
  const [isOpen, sheet] = useDisclosure(false)
  const [draft, setDraft] = useState(empty)
  const change = (part: Partial<typeof empty>) => setDraft({ ...draft, ...part })
  const create = useMutation(
    api.quiz.questions.create.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: api.quiz.key() })
        setDraft(empty)
        sheet.close()
        tell(w('drafted'))
      },
    }),
  )
  const isReady = [draft.code, draft.text, draft.explanation, ...draft.options].every((words) => words.trim() !== '')
  return (
    <>
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={sheet.open}>
        {w('new')}
      </Button>
      <SheetForm
        isOpen={isOpen}
        title={w('new')}
        isReady={isReady}
        isSending={create.isPending}
        onSubmit={() => create.mutate({ ...draft, cardCode: draft.cardCode || null })}
        onClose={sheet.close}
      >
        <TextInput
          label={w('code')}
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
