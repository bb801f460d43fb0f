import { Button, Radio, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { showDay } from '../../parts/dates.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { LinkedRow } from '../../parts/linked-row.tsx'
import { Empty, Page, Panel } from '../../parts/page.tsx'
import { SheetForm } from '../../parts/sheet-form.tsx'
import { useWords } from '../../words/define-words.ts'
import { seriesWords } from './words.ts'

export default function SeriesListPage() {
  const w = useWords(seriesWords)
  const may = useMay()
  const series = useInfiniteQuery(
    api.series.list.infiniteOptions({ input: (cursor) => ({ limit: 100, ...(cursor && { cursor }) }), ...nextPage }),
  )
  const newButton = may('series.edit') ? <NewSeries /> : null
  return (
    <Page title={w('title')} lead={w('lead')} actions={newButton}>
      <Panel>
        <EndlessList query={series} empty={<Empty title={w('emptyTitle')} text={w('emptyText')} />}>
          {(items) => (
            <ul className="rows">
              {items.map(({ id, name, kind, createdAt }) => (
                <LinkedRow
                  key={id}
                  to={`/series/${id}`}
                  title={name}
                  note={w(kind)}
                  aside={w('made', { at: showDay(createdAt) })}
                />
              ))}
            </ul>
          )}
        </EndlessList>
      </Panel>
    </Page>
  )
}

function NewSeries() {
  const w = useWords(seriesWords)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [isOpen, sheet] = useDisclosure(false)
  const [name, setName] = useState('')
  const [kind, setKind] = useState<'playlist' | 'per_person'>('playlist')
  const create = useMutation(
    api.series.create.mutationOptions({
      onSuccess: ({ id }) => {
        void queryClient.invalidateQueries({ queryKey: api.series.key() })
        void navigate(`/series/${id}`)
      },
    }),
  )
  return (
    <>
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={sheet.open}>
        {w('new')}
      </Button>
      <SheetForm
        isOpen={isOpen}
        title={w('new')}
        isReady={name.trim() !== ''}
        isSending={create.isPending}
        onSubmit={() => create.mutate({ name: name.trim(), kind })}
        onClose={sheet.close}
      >
        <TextInput
          label={w('name')}
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Radio.Group label={w('kind')} value={kind} onChange={(value) => setKind(value as typeof kind)}>
          <Stack gap="xs" mt="xs">
            <Radio value="playlist" label={w('playlist')} description={w('playlistHelp')} />
            <Radio value="per_person" label={w('per_person')} description={w('per_personHelp')} />
          </Stack>
        </Radio.Group>
      </SheetForm>
    </>
  )
}
