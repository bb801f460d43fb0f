import { Alert, Button, Group, NumberInput, SegmentedControl, Table, Text } from '@mantine/core'
import { IconCards, IconFileImport } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { api } from '../../api/client.ts'
import { codeOf } from '../../api/errors.ts'
import { useMay } from '../../api/me.ts'
import { showDay } from '../../parts/dates.ts'
import { dayOf } from '../../parts/days.ts'
import { Facts } from '../../parts/facts.tsx'
import { showMoney } from '../../parts/money.ts'
import { Empty, Page, Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { tell } from '../../parts/tell.ts'
import { WideTable } from '../../parts/wide-table.tsx'
import { useWords } from '../../words/define-words.ts'
import { fiscalYearOf } from './fiscal-year.ts'
import { budgetWords } from './words.ts'

const periods = ['month', 'quarter', 'year'] as const
type By = (typeof periods)[number]

/** Plan and spending of a fiscal year, as cards and the bot tell of it. */
export default function BudgetPage() {
  const w = useWords(budgetWords)
  const may = useMay()
  const navigate = useNavigate()
  const [parameters, setParameters] = useSearchParams()
  const asked = Number(parameters.get('year'))
  const year = asked >= 2550 && asked <= 2700 ? asked : fiscalYearOf(dayOf(new Date()))
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
        <NumberInput
          label={w('year')}
          value={year}
          min={2550}
          max={2700}
          onChange={(value) => Number(value) >= 2550 && show({ year: Number(value) })}
          w={160}
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
                rows={periods.map(({ label, ...row }) => ({ name: label, ...row }))}
              />
              <Figures title={w('byCategory')} heading={w('category')} rows={categories} />
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
  rows: { name: string; planned: string; spent: string; percent: number }[]
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
          {rows.map(({ name, planned, spent, percent }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td ta="end">{showMoney(planned)}</Table.Td>
              <Table.Td ta="end">{showMoney(spent)}</Table.Td>
              <Table.Td ta="end">
                <div className="share">
                  <span>{percent.toFixed(2)}</span>
                  <div className="meter" aria-hidden="true">
                    <div
                      className="meter-part"
                      style={{ width: `${Math.min(100, percent)}%`, background: 'var(--accent)' }}
                    />
                  </div>
                </div>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </Panel>
  )
}
