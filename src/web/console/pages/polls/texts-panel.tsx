import { Button, Stack, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Question } from '../../../../contracts/polls.ts'
import { api, client } from '../../api/client.ts'
import { Panel } from '../../parts/page.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { pollWords } from './words.ts'

type Props = { poll: { id: string; questions: Question[] }; onChanged: () => void }

/** Reading open texts, which is on record, and putting themes in their place. */
export function TextsPanel({ poll, onChanged }: Props) {
  const w = useWords(pollWords)
  const asked = poll.questions.filter(({ kind }) => kind === 'text')
  const [themes, setThemes] = useState<Record<string, string>>({})
  // A mutation, not a query: it is read when somebody asks, and never again by itself.
  const texts = useMutation({ mutationFn: () => client.polls.texts({ id: poll.id }) })
  const save = useMutation(
    api.polls.setThemes.mutationOptions({
      onSuccess: () => {
        tell(w('themesSaved'))
        texts.reset()
        onChanged()
      },
    }),
  )
  // Of fewer than ten none are handed out, and of those whose themes are written none are left.
  const isReadable = (key: string) => texts.data?.items.some(({ question }) => question === key) === true
  const written = asked
    .map(({ key }) => ({ question: key, themes: linesOf(themes[key] ?? '') }))
    .filter((one) => one.themes.length > 0)
  return (
    <Panel title={w('textsTitle')}>
      <Stack>
        <Text c="dimmed">{w('textsText')}</Text>
        {texts.data ? (
          asked
            .filter(({ key }) => isReadable(key))
            .map(({ key, text }) => (
              <Stack key={key} gap="xs">
                <Text fw={600}>{text}</Text>
                <ul className="open-texts">
                  {texts.data.items
                    .filter(({ question }) => question === key)
                    .map((item, place) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: texts have no id, on purpose
                      <li key={place}>{item.text}</li>
                    ))}
                </ul>
                <Textarea
                  label={w('themes')}
                  autosize
                  minRows={3}
                  value={themes[key] ?? ''}
                  onChange={(event) => setThemes({ ...themes, [key]: event.currentTarget.value })}
                />
              </Stack>
            ))
        ) : (
          <Button
            variant="default"
            onClick={() => texts.mutate()}
            loading={texts.isPending}
            style={{ alignSelf: 'flex-start' }}
          >
            {w('readTexts')}
          </Button>
        )}
        {texts.data ? (
          <Button
            disabled={written.length === 0}
            loading={save.isPending}
            onClick={() => save.mutate({ id: poll.id, themes: written })}
            style={{ alignSelf: 'flex-start' }}
          >
            {w('saveThemes')}
          </Button>
        ) : null}
      </Stack>
    </Panel>
  )
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, 200))
    .filter((line) => line !== '')
    .slice(0, 12)
