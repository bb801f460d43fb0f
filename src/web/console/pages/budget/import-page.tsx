import {
  Alert,
  Anchor,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Table,
  Text,
  TextInput,
} from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { BudgetPreview, ColumnMap, MonthColumns } from '../../../../contracts/api/budget.ts'
import { api, client } from '../../api/client.ts'
import { showMonth, showNumber } from '../../parts/dates.ts'
import { dayOf } from '../../parts/days.ts'
import { Facts } from '../../parts/facts.tsx'
import { FileButton } from '../../parts/file-button.tsx'
import { showMoney } from '../../parts/money.ts'
import { Page, Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { readAsBase64 } from '../../parts/read-file.ts'
import { tell } from '../../parts/tell.ts'
import { WideTable } from '../../parts/wide-table.tsx'
import { useWords } from '../../words/define-words.ts'
import exampleUrl from './budget-fy2567-example.csv?url'
import { fiscalYearOf } from './fiscal-year.ts'
import { budgetWords } from './words.ts'

const mostBytes = 700_000 // the body of the API may have 1 MB, and base64 takes a third more
const parts = ['category', 'month', 'planned', 'spent'] as const

type Sheet = { name: string; base64: string }

/** A sheet is read, its columns are matched, its errors shown by cell; it is taken in whole or not at all. */
export default function ImportPage() {
  const w = useWords(budgetWords)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [parameters] = useSearchParams()
  const [year, setYear] = useState(() => Number(parameters.get('year')) || fiscalYearOf(dayOf(new Date())))
  const [sheet, setSheet] = useState<Sheet>()
  const [problem, setProblem] = useState<string>()
  const [mapped, setMapped] = useState<Partial<ColumnMap>>({})
  const [source, setSource] = useState('')
  const [alsoCard, setAlsoCard] = useState(true)
  const columns = isWhole(mapped) ? mapped : undefined
  const input = { fiscalYear: year, file: sheet?.base64 ?? '', ...(columns && { columns }) }
  const preview = useQuery({
    ...api.budget.preview.queryOptions({ input }),
    // The file itself would be kept as the name of its answer.
    queryKey: ['budget-preview', sheet, year, columns],
    enabled: sheet !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const take = useMutation({
    async mutationFn() {
      await client.budget.import({ ...input, source: source.trim() })
      tell(w('imported', { year }))
      return alsoCard ? client.budget.makeCard({ fiscalYear: year }) : undefined
    },
    onSuccess(card) {
      if (card) tell(w('cardMade'))
      void navigate(card ? `/cards/${card.contentId}` : `/budget?year=${year}`)
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: api.budget.key() }),
  })

  async function choose(file: File) {
    setMapped({})
    setSheet(undefined)
    const refusal = file.size > mostBytes ? w('tooLarge') : file.size === 0 ? w('emptyFile') : undefined
    setProblem(refusal)
    if (refusal) return
    setSheet({ name: file.name, base64: await readAsBase64(file) })
  }

  return (
    <Page title={w('importTitle')} lead={w('importLead')} backTo={{ to: `/budget?year=${year}`, label: w('title') }}>
      <Panel>
        <Group align="flex-end">
          <NumberInput
            label={w('year')}
            value={year}
            min={2550}
            max={2700}
            onChange={(value) => Number(value) >= 2550 && setYear(Number(value))}
            w={160}
          />
          <FileButton
            accept=".xlsx,.csv,text/csv"
            label={w('file')}
            leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
            onChoose={(file) => void choose(file)}
          >
            {w(sheet ? 'other' : 'choose')}
          </FileButton>
          <Text c="dimmed" py={6}>
            {sheet?.name ?? w('file')}
          </Text>
          {sheet ? null : (
            <Anchor href={exampleUrl} download={`${w('exampleName')}.csv`} py={6}>
              {w('getExample')}
            </Anchor>
          )}
        </Group>
        {problem ? (
          <Text c="var(--bad)" role="alert" mt="sm">
            {problem}
          </Text>
        ) : null}
      </Panel>
      {sheet ? (
        <QueryView query={preview} rows={5}>
          {(found) => (
            <>
              {found.months ? (
                <Months months={found.months} />
              ) : (
                <Columns found={found} mapped={mapped} onChange={setMapped} />
              )}
              {found.otherYear === null ? null : <OtherYear year={found.otherYear} onUse={setYear} />}
              {(found.columns || found.months) && found.otherYear === null ? <Found found={found} /> : null}
              {(found.columns || found.months) && found.errorCount === 0 && found.entryCount > 0 ? (
                <Panel>
                  <form
                    onSubmit={(event) => {
                      event.preventDefault()
                      take.mutate()
                    }}
                  >
                    <Stack>
                      <TextInput
                        label={w('source')}
                        description={w('sourceHelp')}
                        required
                        maxLength={160}
                        value={source}
                        onChange={(event) => setSource(event.currentTarget.value)}
                      />
                      <Checkbox
                        label={w('alsoCard')}
                        checked={alsoCard}
                        onChange={(event) => setAlsoCard(event.currentTarget.checked)}
                      />
                      <Group>
                        <Button type="submit" loading={take.isPending} disabled={preview.isPlaceholderData}>
                          {w('doImport')}
                        </Button>
                      </Group>
                    </Stack>
                  </form>
                </Panel>
              ) : null}
            </>
          )}
        </QueryView>
      ) : null}
    </Page>
  )
}

/** One slip, made at the top of the page: not an error in each of the cells. */
function OtherYear({ year, onUse }: { year: number; onUse: (year: number) => void }) {
  const w = useWords(budgetWords)
  return (
    <Alert color="yellow" variant="light">
      <Stack align="flex-start" gap="sm">
        <Text c="var(--text)">{w('otherYear', { year })}</Text>
        <Button onClick={() => onUse(year)}>{w('useYear', { year })}</Button>
      </Stack>
    </Alert>
  )
}

/** Which column was read as which month, so that a person sees it before anything is taken in. */
function Months({ months }: { months: MonthColumns[] }) {
  const w = useWords(budgetWords)
  return (
    <Panel title={w('columns')}>
      <Text c="dimmed" mb="sm">
        {w('monthsHelp')}
      </Text>
      <WideTable label={w('columns')} minWidth={320}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{w('c_month')}</Table.Th>
            <Table.Th>{w('c_planned')}</Table.Th>
            <Table.Th>{w('c_spent')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {months.map(({ month, planned, spent }) => (
            <Table.Tr key={planned}>
              <Table.Th scope="row">{showMonth(`${month}T12:00:00+07:00`)}</Table.Th>
              <Table.Td>{w('columnNamed', { name: planned })}</Table.Td>
              <Table.Td>{spent === null ? '–' : w('columnNamed', { name: spent })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Panel>
  )
}

function Columns({
  found,
  mapped,
  onChange,
}: {
  found: BudgetPreview
  mapped: Partial<ColumnMap>
  onChange: (columns: Partial<ColumnMap>) => void
}) {
  const w = useWords(budgetWords)
  const chosen: Partial<ColumnMap> = { ...found.columns, ...mapped }
  const options = found.headings.map((heading, index) => ({
    value: String(index),
    label: heading.trim() || w('column', { n: index + 1 }),
  }))
  return (
    <Panel title={w('columns')}>
      <Stack>
        <Text c={found.columns ? 'dimmed' : 'var(--bad)'}>{w(found.columns ? 'columnsHelp' : 'columnsUnknown')}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          {parts.map((part) => (
            <Select
              key={part}
              label={w(`c_${part}`)}
              required
              value={chosen[part] === undefined ? null : String(chosen[part])}
              onChange={(value) => value !== null && onChange({ ...chosen, [part]: Number(value) })}
              data={options}
            />
          ))}
        </SimpleGrid>
      </Stack>
    </Panel>
  )
}

function Found({ found }: { found: BudgetPreview }) {
  const w = useWords(budgetWords)
  const { entryCount, totals, changes, errors, errorCount, isExample } = found
  return (
    <>
      {isExample ? (
        <Alert color="yellow" variant="light">
          <Text c="var(--text)">{w('example')}</Text>
        </Alert>
      ) : null}
      <Panel title={w('found')}>
        <Facts
          items={[
            [w('rows'), showNumber(entryCount)],
            [w('planned'), showMoney(totals.planned)],
            [w('spent'), showMoney(totals.spent)],
            [w('changes'), w('changed', changes)],
          ]}
        />
      </Panel>
      {errorCount > 0 ? (
        <Panel title={w('errors', { count: errorCount })}>
          <WideTable label={w('errors', { count: errorCount })} minWidth={420}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{w('cell')}</Table.Th>
                <Table.Th>{w('problem')}</Table.Th>
                <Table.Th>{w('value')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {errors.map(({ cell, code, value }) => (
                <Table.Tr key={`${cell}${code}`}>
                  <Table.Th scope="row">{cell}</Table.Th>
                  <Table.Td>{w(code)}</Table.Td>
                  <Table.Td className="anywhere">{value}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </WideTable>
          {errorCount > errors.length ? <Text c="dimmed">{w('firstErrors')}</Text> : null}
        </Panel>
      ) : null}
    </>
  )
}

const isWhole = (columns: Partial<ColumnMap>): columns is ColumnMap =>
  parts.every((part) => columns[part] !== undefined)
