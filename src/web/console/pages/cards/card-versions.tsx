import { Alert, Box, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { LineMessage } from '../../../ui/message/line-message.tsx'
import { englishMessageWords, thaiMessageWords } from '../../../ui/message/message-words.ts'
import { api } from '../../api/client.ts'
import { describeError } from '../../api/errors.ts'
import { useMay } from '../../api/me.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDayTime } from '../../parts/dates.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { tell } from '../../parts/tell.ts'
import { useRendered } from '../../parts/use-rendered.ts'
import { useWords } from '../../words/define-words.ts'
import { currentLanguage } from '../../words/language.ts'
import { cardWords } from './words.ts'

/** What the card said before, to look at and to bring back. */
export function CardVersions({ id }: { id: string }) {
  const w = useWords(cardWords)
  const may = useMay()
  const queryClient = useQueryClient()
  const versions = useQuery(api.contents.versions.queryOptions({ input: { id } }))
  const restore = useMutation(
    api.contents.restore.mutationOptions({
      onSuccess: () => {
        tell(w('restored'))
        void queryClient.invalidateQueries({ queryKey: api.contents.key() })
      },
    }),
  )
  return (
    <Panel title={w('versions')}>
      <QueryView query={versions} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{w('noVersions')}</Text>
          ) : (
            <ul className="rows">
              {items.map(({ version, title, template, data, replacedAt, approvedAt }) => (
                <li key={version}>
                  <div className="row">
                    <span className="row-main">
                      <span className="row-title">{w('versionNo', { n: version })}</span> {title}
                      <br />
                      <span className="quiet">
                        {w('replacedAt', { at: showDayTime(replacedAt) })}
                        {approvedAt ? ` · ${w('wasApproved')}` : ''}
                      </span>
                    </span>
                    {may('contents.edit') ? (
                      <ConfirmButton
                        size="xs"
                        variant="default"
                        title={w('restoreVersion', { n: version })}
                        text={w('restoreVersionText')}
                        confirmLabel={w('restore')}
                        onConfirm={() => restore.mutate({ id, version })}
                      >
                        {w('restore')}
                      </ConfirmButton>
                    ) : null}
                  </div>
                  <Closed summary={w('seeVersion', { n: version })}>
                    <Preview label={w('versionNo', { n: version })} template={template} data={data} />
                  </Closed>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  )
}

/** What is inside is made once it is opened: a card may have a hundred versions. */
function Closed({ summary, children }: { summary: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="further" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen ? children : null}
    </details>
  )
}

/** As the chat shows it; the page has one part called its preview already, which is the card as it is now. */
function Preview({ label, template, data }: { label: string; template: string; data: Record<string, unknown> }) {
  const { messages, isPending, error } = useRendered([{ template, data }])
  const [message] = messages
  const messageWords = currentLanguage() === 'th' ? thaiMessageWords : englishMessageWords
  // Its template may ask for more by now than it did then.
  if (error)
    return (
      <Alert color="red" variant="light" role="alert">
        {describeError(error)}
      </Alert>
    )
  return (
    <Box className="phone-frame" mt="xs" mb="sm">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key */}
      <section className="phone-screen" tabIndex={0} aria-label={label} aria-busy={isPending}>
        {message ? <LineMessage message={message} words={messageWords} /> : null}
      </section>
    </Box>
  )
}
