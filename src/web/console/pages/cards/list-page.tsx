import { Group, Select, Switch, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { LinkedRow } from '../../parts/linked-row.tsx'
import { Empty, Page, Panel } from '../../parts/page.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { useTemplateName } from '../../parts/template-name.ts'
import { useFilters, useSearch } from '../../parts/use-filters.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { ListActions } from './list-actions.tsx'
import { cardWords } from './words.ts'

const states = ['draft', 'approved', 'retired'] as const

export default function CardListPage() {
  const w = useWords(cardWords)
  const t = useWords(common)
  const nameOf = useTemplateName()
  const filters = useFilters<'q' | 'state' | 'template' | 'due'>()
  const { q, typed, type } = useSearch(filters)
  const state = states.find((one) => one === filters.read('state')) ?? null
  const template = filters.read('template')
  const isDue = filters.read('due') !== null
  const templates = useQuery(api.templates.list.queryOptions())
  const cards = useInfiniteQuery({
    ...api.contents.list.infiniteOptions({
      input: (cursor) => ({
        limit: 100,
        ...(cursor && { cursor }),
        ...(state && { state }),
        ...(template && { template }),
        ...(q && { q }),
        ...(isDue && { reviewDue: 'true' }),
      }),
      ...nextPage,
    }),
    placeholderData: keepPreviousData,
  })
  const isFiltered = q !== '' || state !== null || template !== null || isDue
  return (
    <Page title={w('title')} lead={w('lead')} actions={<ListActions />}>
      <Group gap="sm" align="flex-end">
        <TextInput
          label={w('find')}
          maxLength={100}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          leftSection={<IconSearch size={18} aria-hidden />}
          flex="1 1 220px"
        />
        <Select
          label={w('state')}
          placeholder={t('all')}
          clearable
          value={state}
          onChange={(value) => filters.set('state', value)}
          data={states.map((value) => ({ value, label: t(value) }))}
          flex="0 1 180px"
        />
        <Select
          label={w('template')}
          placeholder={t('all')}
          clearable
          value={template}
          onChange={(value) => filters.set('template', value)}
          data={(templates.data?.items ?? []).map(({ name }) => ({ value: name, label: nameOf(name) }))}
          flex="0 1 220px"
        />
        <Switch
          label={w('reviewDue')}
          checked={isDue}
          onChange={(event) => filters.set('due', event.currentTarget.checked ? 'true' : null)}
          mb={8}
        />
      </Group>
      <Panel>
        <EndlessList
          query={cards}
          empty={
            isFiltered ? <Empty title={w('nothingFound')} /> : <Empty title={w('emptyTitle')} text={w('emptyText')} />
          }
        >
          {(items) => (
            <ul className="rows">
              {items.map(({ id, title, template, state }) => (
                <LinkedRow
                  key={id}
                  to={`/cards/${id}`}
                  title={title}
                  note={nameOf(template)}
                  aside={<StateMark state={state} />}
                />
              ))}
            </ul>
          )}
        </EndlessList>
      </Panel>
    </Page>
  )
}
