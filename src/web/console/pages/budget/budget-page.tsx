import { Alert, Button, Group, SegmentedControl, Select, Table, Text } from '@mantine/core'
import { IconCards, IconFileImport } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { BudgetYear } from '../../../../contracts/api/budget.ts'
import { api } from '../../api/client.ts'
import { codeOf } from '../../api/errors.ts'
import { useMay } from '../../api/me.ts'
import { showDay, showMonth } from '../../parts/dates.ts'
import { dayOf } from '../../parts/days.ts'
import { Facts } from '../../parts/facts.tsx'
import { showMoney } from '../../parts/money.ts'
import { Empty, Page, Panel } from '../../parts/page.tsx'
import { PageQuery } from '../../parts/page-query.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { tell } from '../../parts/tell.ts'
import { WideTable } from '../../parts/wide-table.tsx'
import { useWords } from '../../words/define-words.ts'
import { fiscalQuarterOf, fiscalYearOf, isSpendingKnown } from './fiscal-year.ts'
import { budgetWords } from './words.ts'

const periods = ['month', 'quarter', 'year'] as const
type By = (typeof periods)[number]

/** Plan and spending of a fiscal year, as cards and the bot tell of it. */
export default function BudgetPage() {
  const years = useQuery(api.budget.list.queryOptions())
  return <PageQuery query={years}>{({ items }) => <YearPage known={items} />}</PageQuery>
}

/** Opens on the newest year that has figures: in October the year that has just begun has none. */
function YearPage({ known }: { known: BudgetYear[] }) {
  const w = useWords(budgetWords)
  const may = useMay()
  const navigate = useNavigate()
  const [parameters, setParameters] = useSearchParams()
  const asked = Number(parameters.get('year'))
  const thisYear = fiscalYearOf(dayOf(new Date()))
  const filled = known.map(({ fiscalYear }) => fiscalYear)
  const year = asked >= 2550 && asked <= 2700 ? asked : (filled[0] ?? thisYear)
  const offered = [...new Set([thisYear, year, ...filled])].toSorted((a, b) => b - a)
  const by = periods.find((one) => one === parameters.get('by')) ?? 'quarter'
  const show = (change: { year?: number; by?: By }) =>
    setParameters({ year: String(change.year ?? year), by: change.by ?? by }, { replace: true })
  const budget = useQuery(api.budget.get.queryOptions({ input: { fiscalYear: year, by } }))
  const makeCard = useMutation(
    api.budget.makeCard.mutationOptions({
      onSuccess: ({ contentId }) => {
        tell(w('cardMade'))
        void navigate(`/cards/${contentId}`)
      },
    }),
  )
  const importButton = may('budget.edit') ? (
    <Button
      component={Link}
      to={`/budget/import?year=${year}`}
      variant={budget.data ? 'default' : 'filled'}
      leftSection={<IconFileImport size={18} aria-hidden />}
    >
      {w('import')}
    </Button>
  ) : null
  function nameOf(from: string): string {
    if (by === 'month') return showMonth(`${from}T12:00:00+07:00`)
    return by === 'quarter' ? w('quarterNo', { n: fiscalQuarterOf(from) }) : w('total')
  }
  return (
    <Page
      title={w('title')}
      lead={w('lead')}
      actions={
        <>
          {budget.data ? importButton : null}
          {budget.data && may('budget.edit') ? (
            <Button
              leftSection={<IconCards size={18} aria-hidden />}
              onClick={() => makeCard.mutate({ fiscalYear: year })}
              loading={makeCard.isPending}
            >
              {w('card')}
            </Button>
          ) : null}
        </>
      }
    >
      <Group align="flex-end">
        <Select
          label={w('year')}
          value={String(year)}
          allowDeselect={false}
          onChange={(value) => value && show({ year: Number(value) })}
          data={offered.map((one) => ({
            value: String(one),
            label: filled.includes(one) ? String(one) : w('yearEmpty', { year: one }),
          }))}
          w={220}
        />
        <SegmentedControl
          aria-label={w('by')}
          value={by}
          onChange={(value) => show({ by: value as By })}
          data={periods.map((value) => ({ value, label: w(value === 'year' ? 'yearWhole' : value) }))}
        />
      </Group>
      {codeOf(budget.error) === 'NOT_FOUND' ? (
        <Panel>
          <Empty title={w('noYear', { year })} text={w('noYearText')} action={importButton} />
        </Panel>
      ) : (
        <QueryView query={budget} rows={6}>
          {({ source, isExample, asOf, totals, periods, categories }) => (
            <>
              {isExample ? (
                <Alert color="yellow" variant="light">
                  <Text c="var(--text)">{w('example')}</Text>
                </Alert>
              ) : null}
              <Panel>
                <Facts
                  items={[
                    [w('planned'), <strong key="planned">{showMoney(totals.planned)}</strong>],
                    [w('spent'), <strong key="spent">{showMoney(totals.spent)}</strong>],
                    asOf !== null && [w('asOf'), showDay(`${asOf}T12:00:00+07:00`)],
                    [w('source'), source],
                  ]}
                />
              </Panel>
              <Figures
                title={w('byPeriod')}
                heading={w('period')}
                rows={periods.map(({ from, ...row }) => ({
                  name: nameOf(from),
                  ...row,
                  isKnown: isSpendingKnown({ from, spent: row.spent }, asOf),
                }))}
              />
              <Figures
                title={w('byCategory')}
                heading={w('category')}
                rows={categories.map((row) => ({ ...row, isKnown: true }))}
              />
            </>
          )}
        </QueryView>
      )}
    </Page>
  )
}

function Figures({
  title,
  heading,
  rows,
}: {
  title: string
  heading: string
  rows: { name: string; planned: string; spent: string; percent: number; isKnown: boolean }[]
}) {
  const w = useWords(budgetWords)
  return (
    <Panel title={title}>
      <WideTable label={title} minWidth={520} hasNumbers>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{heading}</Table.Th>
            <Table.Th ta="end">{w('planned')}</Table.Th>
            <Table.Th ta="end">{w('spent')}</Table.Th>
            <Table.Th ta="end">{w('percent')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ name, planned, spent, percent, isKnown }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td ta="end">{showMoney(planned)}</Table.Td>
              <Table.Td ta="end">{isKnown ? showMoney(spent) : '–'}</Table.Td>
              <Table.Td ta="end">{isKnown ? <Share percent={percent} /> : '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Panel>
  )
}

function Share({ percent }: { percent: number }) {
  return (
    <div className="share">
      <span>{percent.toFixed(2)}</span>
      <div className="meter" aria-hidden="true">
        <div className="meter-part" style={{ width: `${Math.min(100, percent)}%`, background: 'var(--accent)' }} />
      </div>
    </div>
  )
}
