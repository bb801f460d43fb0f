import {
  ActionIcon,
  Alert,
  Anchor,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { api } from '../../api/client.ts'
import { codeOf } from '../../api/errors.ts'
import { useMay } from '../../api/me.ts'
import { Page, Panel } from '../../parts/page.tsx'
import { PageQuery } from '../../parts/page-query.tsx'
import { tell, tellError } from '../../parts/tell.ts'
import { useCardSearch } from '../../parts/use-card-search.ts'
import { useDraft } from '../../parts/use-draft.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { movePlace, nextDay, type Place, toItems } from './order-rules.ts'
import { seriesWords } from './words.ts'

const seriesOptions = (id: string) => api.series.get.queryOptions({ input: { id } })
type Series = Awaited<ReturnType<NonNullable<ReturnType<typeof seriesOptions>['queryFn'] & object>>>
type SeriesDraft = { name: string; atEnd: Series['atEnd']; places: Place[]; version: number }

const draftOf = ({ name, atEnd, items, version }: Series): SeriesDraft => ({
  name,
  atEnd,
  version,
  places: items.map((item) => ({ key: item.id, ...item })),
})

export default function SeriesPage() {
  const { id = '' } = useParams()
  const series = useQuery(seriesOptions(id))
  return <PageQuery query={series}>{(data) => <SeriesForm key={id} series={data} />}</PageQuery>
}

/** A series in its order, changed by buttons that work by key; safe while it is being sent. */
function SeriesForm({ series }: { series: Series }) {
  const w = useWords(seriesWords)
  const t = useWords(common)
  const may = useMay()
  const queryClient = useQueryClient()
  const [first] = useState(() => draftOf(series))
  const { values: draft, change, clear } = useDraft(`series-${series.id}`, 1, first)
  const mayEdit = may('series.edit')
  const isChanged = JSON.stringify({ ...draft, version: 0 }) !== JSON.stringify({ ...draftOf(series), version: 0 })
  const isBehind = isChanged && draft.version !== series.version
  const save = useMutation(api.series.update.mutationOptions({ meta: { isToldInPlace: true } }))

  function send(version: number) {
    const { name, atEnd, places } = draft
    save.mutate(
      { id: series.id, version, name: name.trim(), atEnd, items: toItems(places) },
      {
        onSuccess: (saved) => {
          queryClient.setQueryData(seriesOptions(series.id).queryKey, saved)
          clear(draftOf(saved))
          tell(t('saved'))
        },
        onError: (error) => {
          if (codeOf(error) === 'CHANGED_MEANWHILE')
            void queryClient.invalidateQueries({ queryKey: seriesOptions(series.id).queryKey })
          else tellError(error)
        },
      },
    )
  }
  const setPlaces = (places: Place[]) => change({ places })
  const setPlace = (key: string, some: Partial<Place>) =>
    setPlaces(draft.places.map((place) => (place.key === key ? { ...place, ...some } : place)))

  return (
    <Page title={series.name} lead={w(series.kind)} backTo={{ to: '/series', label: w('title') }}>
      {isBehind ? (
        <Alert color="yellow" variant="light" role="alert">
          <Stack gap="xs" align="flex-start">
            <Text c="var(--text)">{w('changed')}</Text>
            <Group gap="xs">
              <Button size="xs" onClick={() => send(series.version)} loading={save.isPending}>
                {w('overwrite')}
              </Button>
              <Button size="xs" variant="default" onClick={() => clear(draftOf(series))}>
                {w('reload')}
              </Button>
            </Group>
          </Stack>
        </Alert>
      ) : null}
      <Panel>
        <Group align="flex-end">
          <TextInput
            label={w('name')}
            maxLength={200}
            readOnly={!mayEdit}
            value={draft.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            flex="1 1 260px"
          />
          {series.kind === 'playlist' ? (
            <Select
              label={w('atEnd')}
              allowDeselect={false}
              disabled={!mayEdit}
              value={draft.atEnd}
              onChange={(value) => change({ atEnd: value === 'restart' ? 'restart' : 'complete' })}
              data={(['complete', 'restart'] as const).map((value) => ({ value, label: w(value) }))}
            />
          ) : null}
        </Group>
      </Panel>
      <Panel title={w('cards')}>
        <Stack>
          {draft.places.length === 0 ? <Text c="dimmed">{w('noCards')}</Text> : null}
          <ol className="rows">
            {draft.places.map((place, index) => (
              <li key={place.key}>
                <div className="row">
                  <span className="number quiet">{index + 1}</span>
                  <span className="row-main">
                    <Anchor component={Link} to={`/cards/${place.contentId}`}>
                      {place.title}
                    </Anchor>
                    {place.isApproved ? null : (
                      <>
                        <br />
                        <span className="quiet">{w('notApproved')}</span>
                      </>
                    )}
                  </span>
                  {place.day === null ? null : (
                    <NumberInput
                      aria-label={w('dayOf', { title: place.title })}
                      prefix={`${w('day')} `}
                      min={1}
                      max={400}
                      w={110}
                      readOnly={!mayEdit}
                      value={place.day}
                      onChange={(value) => setPlace(place.key, { day: Number(value) || 1 })}
                    />
                  )}
                  {mayEdit ? (
                    <Group gap={4} wrap="nowrap">
                      <Checkbox
                        me="sm"
                        label={w('skip')}
                        checked={place.isSkipped}
                        onChange={(event) => setPlace(place.key, { isSkipped: event.currentTarget.checked })}
                      />
                      <ActionIcon
                        variant="subtle"
                        size="lg"
                        aria-label={w('up', { title: place.title })}
                        disabled={index === 0}
                        onClick={() => setPlaces(movePlace(draft.places, place.key, -1))}
                      >
                        <IconArrowUp size={18} />
                      </ActionIcon>
                      <ActionIcon
                        variant="subtle"
                        size="lg"
                        aria-label={w('down', { title: place.title })}
                        disabled={index === draft.places.length - 1}
                        onClick={() => setPlaces(movePlace(draft.places, place.key, 1))}
                      >
                        <IconArrowDown size={18} />
                      </ActionIcon>
                      <ActionIcon
                        variant="subtle"
                        color="red"
                        size="lg"
                        aria-label={w('takeOut', { title: place.title })}
                        onClick={() => setPlaces(draft.places.filter((one) => one !== place))}
                      >
                        <IconX size={18} />
                      </ActionIcon>
                    </Group>
                  ) : null}
                </div>
              </li>
            ))}
          </ol>
          {mayEdit ? (
            <>
              <AddCard
                onAdd={({ id, title }) =>
                  setPlaces([
                    ...draft.places,
                    {
                      key: crypto.randomUUID(),
                      contentId: id,
                      title,
                      isApproved: true,
                      isSkipped: false,
                      day: series.kind === 'per_person' ? nextDay(draft.places) : null,
                    },
                  ])
                }
              />
              <Group>
                <Button
                  disabled={!isChanged || isBehind || draft.name.trim() === ''}
                  loading={save.isPending}
                  onClick={() => send(draft.version)}
                >
                  {t('save')}
                </Button>
                {isChanged ? (
                  <Text c="dimmed" role="status">
                    {w('unsaved')}
                  </Text>
                ) : null}
              </Group>
            </>
          ) : null}
        </Stack>
      </Panel>
    </Page>
  )
}

function AddCard({ onAdd }: { onAdd: (card: { id: string; title: string }) => void }) {
  const w = useWords(seriesWords)
  const [search, setSearch] = useState('')
  const cards = useCardSearch(search)
  const items = cards.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Select
      label={w('add')}
      placeholder={w('addPlaceholder')}
      searchable
      value={null}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      data={items.map(({ id, title }) => ({ value: id, label: title }))}
      onChange={(id) => {
        const card = items.find((item) => item.id === id)
        if (card) onAdd(card)
        setSearch('')
      }}
    />
  )
}
