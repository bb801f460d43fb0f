import { Button, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { showNumber } from '../../parts/dates.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import { useWords } from '../../words/define-words.ts'
import { PlansForm } from './plans-form.tsx'
import { settingsWords } from './words.ts'

const showBaht = (amount: string) => new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 }).format(Number(amount))

/** What each plan holds for this office, and costs. */
export function QuotaTab() {
  const w = useWords(settingsWords)
  const planner = useQuery(api.quota.planner.queryOptions())
  const [isEditing, setIsEditing] = useState(false)
  return (
    <Panel
      title={w('quota')}
      aside={
        <Button size="xs" variant="default" onClick={() => setIsEditing(true)}>
          {w('editPlans')}
        </Button>
      }
    >
      <QueryView query={planner}>
        {({ plans }) => (
          <WideTable label={w('quota')} minWidth={560} hasNumbers>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{w('plan')}</Table.Th>
                <Table.Th ta="end">{w('included')}</Table.Th>
                <Table.Th ta="end">{w('price')}</Table.Th>
                <Table.Th ta="end">{w('perMonthGroups')}</Table.Th>
                <Table.Th ta="end">{w('perMonthPeople')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {plans.map(({ name, messages, pricePerMonth, viaGroups, viaPeople }) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row">{name}</Table.Th>
                  <Table.Td ta="end">{showNumber(messages)}</Table.Td>
                  <Table.Td ta="end">{w('baht', { n: showBaht(pricePerMonth.withVat) })}</Table.Td>
                  {[viaGroups, viaPeople].map(({ sendsPerMonth }, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two columns that never move
                    <Table.Td key={index} ta="end">
                      {sendsPerMonth === null ? '–' : w('times', { count: sendsPerMonth })}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </WideTable>
        )}
      </QueryView>
      {isEditing ? <PlansForm onClose={() => setIsEditing(false)} /> : null}
    </Panel>
  )
}
