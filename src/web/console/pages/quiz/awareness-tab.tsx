import { Select, Stack, Table, Text, Title } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { api } from '../../api/client.ts'
import { showDay, showNumber } from '../../parts/dates.ts'
import { Empty, Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import { useWords } from '../../words/define-words.ts'
import { readItem, yearsWorded } from './item-names.ts'
import { quizWords } from './words.ts'

type Cell = { people: number | null; percent: number | null; band: string | null }
type Row = Cell & { key: string; name: string }

/** What the office knows, a week at a time: by card, by ITA item and by question, and nothing of fewer than five people. */
export function AwarenessTab() {
  const w = useWords(quizWords)
  const awareness = useQuery(api.quiz.awareness.queryOptions())
  const [chosen, setWeek] = useState<string | null>(null)
  const nameOf = useItemNames(awareness.data?.weeks.flatMap(({ items }) => items.map(({ item }) => item)) ?? [])
  return (
    <QueryView query={awareness} rows={6}>
      {({ threshold, weeks }) => {
        const week = weeks.find((one) => one.week === chosen) ?? weeks[0]
        if (!week) return <Empty title={w('nothingTitle')} text={w('nothingText', { n: threshold })} />
        return (
          <Stack>
            <Select
              label={w('week')}
              allowDeselect={false}
              value={week.week}
              onChange={setWeek}
              data={weeks.map((one) => ({
                value: one.week,
                label: w('weekOf', { day: showDay(`${one.week}T12:00:00+07:00`) }),
              }))}
              maw={320}
            />
            <Text c="dimmed">{w('note', { n: threshold })}</Text>
            <Knowledge
              title={w('byCard')}
              of={w('card')}
              rows={week.cards.map((one) => ({ ...one, key: one.code, name: one.title }))}
            />
            <Knowledge
              title={w('byItem')}
              of={w('item')}
              rows={week.items.map((one) => ({ ...one, key: one.item, name: nameOf(one.item) }))}
            />
            <Knowledge
              title={w('byQuestion')}
              of={w('text')}
              rows={week.questions.map((one) => ({ ...one, key: one.code, name: one.text }))}
            />
          </Stack>
        )
      }}
    </QueryView>
  )
}

/** Year and number in words, with the item's own wording where its year's result is on record. */
function useItemNames(items: string[]): (item: string) => string {
  const w = useWords(quizWords)
  const years = useQueries({
    queries: yearsWorded(items).map((fiscalYear) =>
      api.ita.get.queryOptions({ input: { fiscalYear }, staleTime: Number.POSITIVE_INFINITY }),
    ),
  })
  return (item) => {
    const found = readItem(item)
    if (!found) return item
    const year = years.find(({ data }) => data?.fiscalYear === found.year)?.data
    const title = year?.items.find(({ no }) => no === found.no)?.titleTh
    return title ? w('itemWorded', { ...found, title }) : w('itemNo', found)
  }
}

function Knowledge({ title, of, rows }: { title: string; of: string; rows: Row[] }) {
  const w = useWords(quizWords)
  if (rows.length === 0) return null
  return (
    <Panel>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      <WideTable label={title} minWidth={280} hasNumbers>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{of}</Table.Th>
            {/* As wide as they need to be: the question has the rest. */}
            <Table.Th ta="end" w="1%">
              {w('knew')}
            </Table.Th>
            <Table.Th ta="end" w="1%">
              {w('people')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, name, people, ...cell }) => (
            <Table.Tr key={key}>
              <Table.Td>
                <ThaiText text={name} />
              </Table.Td>
              <Table.Td ta="end">
                <span className="kept">{say(cell) ?? w('hidden')}</span>
              </Table.Td>
              <Table.Td ta="end">{people === null ? '–' : showNumber(people)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Panel>
  )
}

const say = ({ percent, band }: Pick<Cell, 'percent' | 'band'>): string | undefined =>
  percent === null ? (band === null ? undefined : `${band.replace('-', '–')}%`) : `${showNumber(percent)}%`
