import { Button, Group, NumberInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { QueryView } from '../../parts/query-view.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { settingsWords } from './words.ts'

const plansOptions = () => api.quota.getPlans.queryOptions()
type Plans = Awaited<ReturnType<NonNullable<ReturnType<typeof plansOptions>['queryFn'] & object>>>

/** LINE's plans and prices as they are now: they change without notice, and the forecast counts with these. */
export function PlansForm({ onClose }: { onClose: () => void }) {
  const w = useWords(settingsWords)
  const plans = useQuery(plansOptions())
  return (
    <Sheet opened onClose={onClose} title={w('editPlans')} size="lg">
      <QueryView query={plans}>{(data) => <PlanFields initial={data} onClose={onClose} />}</QueryView>
    </Sheet>
  )
}

function PlanFields({ initial, onClose }: { initial: Plans; onClose: () => void }) {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const [values, setValues] = useState(initial)
  const save = useMutation(
    api.quota.setPlans.mutationOptions({
      onSuccess: () => {
        tell(t('saved'))
        onClose()
        void queryClient.invalidateQueries({ queryKey: api.quota.key() })
      },
    }),
  )
  type Plan = Plans['plans'][number]
  const change = (index: number, some: Partial<Plan>) =>
    setValues({ ...values, plans: values.plans.map((plan, at) => (at === index ? { ...plan, ...some } : plan)) })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(values)
      }}
    >
      <Stack>
        {values.plans.map((plan, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a plan has no identity but its place
          <Group key={index} grow align="flex-end">
            <TextInput
              label={w('plan')}
              required
              maxLength={60}
              value={plan.name}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
            />
            <NumberInput
              label={w('included')}
              required
              min={0}
              value={plan.messages}
              onChange={(value) => change(index, { messages: Number(value) || 0 })}
            />
            <TextInput
              label={w('priceWithoutVat')}
              required
              inputMode="decimal"
              value={plan.price}
              onChange={(event) => change(index, { price: event.currentTarget.value })}
            />
          </Group>
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
