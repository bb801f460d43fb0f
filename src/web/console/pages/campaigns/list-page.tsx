import { Button, Group, Select, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { showDayTime } from '../../parts/dates.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { LinkedRow } from '../../parts/linked-row.tsx'
import { Empty, Page, Panel } from '../../parts/page.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { useFilters, useSearch } from '../../parts/use-filters.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { describeSchedule } from './describe-schedule.ts'
import { campaignWords } from './words.ts'

const states = ['draft', 'pending_approval', 'scheduled', 'paused', 'completed', 'cancelled'] as const

export default function CampaignListPage() {
  const w = useWords(campaignWords)
  const t = useWords(common)
  const may = useMay()
  const filters = useFilters<'q' | 'state'>()
  const { q, typed, type } = useSearch(filters)
  const state = states.find((one) => one === filters.read('state')) ?? null
  const campaigns = useInfiniteQuery({
    ...api.campaigns.list.infiniteOptions({
      input: (cursor) => ({ limit: 30, ...(cursor && { cursor }), ...(state && { state }), ...(q && { q }) }),
      ...nextPage,
    }),
    placeholderData: keepPreviousData,
  })
  const isFiltered = q !== '' || state !== null
  const newButton = may('campaigns.edit') ? (
    <Button component={Link} to="/campaigns/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {w('new')}
    </Button>
  ) : null
  return (
    <Page title={w('title')} lead={w('lead')} actions={newButton}>
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
          label={w('filter')}
          placeholder={t('all')}
          clearable
          value={state}
          onChange={(value) => filters.set('state', value)}
          data={states.map((value) => ({ value, label: t(value) }))}
          flex="0 1 260px"
        />
      </Group>
      <Panel>
        <EndlessList
          query={campaigns}
          empty={
            isFiltered ? (
              <Empty title={w('notFoundTitle')} text={w('notFoundText')} />
            ) : (
              <Empty title={w('emptyTitle')} text={w('emptyText')} action={newButton} />
            )
          }
        >
          {(items) => (
            <ul className="rows">
              {items.map(({ id, name, state, schedule, nextRunAt, urgent }) => (
                <LinkedRow
                  key={id}
                  to={`/campaigns/${id}`}
                  title={name}
                  note={`${urgent ? `${w('urgent')} · ` : ''}${describeSchedule(schedule)}`}
                  aside={
                    <>
                      <StateMark state={state} />
                      {nextRunAt && state === 'scheduled' ? (
                        <>
                          <br />
                          <span className="quiet">{w('nextRun', { at: showDayTime(nextRunAt) })}</span>
                        </>
                      ) : null}
                    </>
                  }
                />
              ))}
            </ul>
          )}
        </EndlessList>
      </Panel>
    </Page>
  )
}
