import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { api, client } from '../../api/client.ts'
import { showDayTime } from '../../parts/dates.ts'
import { DayInput } from '../../parts/day-input.tsx'
import { bangkokTimeOf, dayOf, instantOf } from '../../parts/days.ts'
import { QueryView } from '../../parts/query-view.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { calendarWords } from './words.ts'

export type Move = { campaignId: string; campaignName: string; day: string }

/**
 * Another day for a campaign that goes out once, by dragging or by date. What was approved was that time, so it is asked
 * for anew; one that repeats is changed in its schedule.
 */
export function MoveRun({ move, onClose }: { move: Move; onClose: () => void }) {
  const w = useWords(calendarWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const [day, setDay] = useState(move.day)
  const campaign = useQuery(api.campaigns.get.queryOptions({ input: { id: move.campaignId }, staleTime: 0 }))
  const save = useMutation({
    async mutationFn({ at, submits }: { at: string; submits: boolean }) {
      await client.campaigns.revise({ id: move.campaignId, schedule: { kind: 'once', at } })
      if (submits) await client.campaigns.submit({ id: move.campaignId })
    },
    onSuccess() {
      tell(w('moved'))
      onClose()
    },
    onSettled: () => void queryClient.invalidateQueries(),
  })
  return (
    <Sheet opened onClose={onClose} title={w('moveTitle', { name: move.campaignName })}>
      <QueryView query={campaign}>
        {({ id, schedule, state }) => {
          if (schedule.kind !== 'once')
            return (
              <Stack>
                <Text>
                  <ThaiText text={w('repeats')} />
                </Text>
                <Group justify="flex-end">
                  <Button component={Link} to={`/campaigns/${id}`} variant="default">
                    {w('toCampaign')}
                  </Button>
                </Group>
              </Stack>
            )
          const at = day ? instantOf(day, bangkokTimeOf(schedule.at)) : undefined
          const isPast = at !== undefined && Date.parse(at) <= Date.now()
          return (
            <form
              onSubmit={(event) => {
                event.preventDefault()
                if (at) save.mutate({ at, submits: state !== 'draft' })
              }}
            >
              <Stack>
                <DayInput
                  label={w('newDay')}
                  required
                  min={dayOf(new Date())}
                  value={day}
                  error={isPast ? w('past') : undefined}
                  onChange={setDay}
                />
                {at ? <p className="sentence">{showDayTime(at)}</p> : null}
                <Text c="dimmed">
                  <ThaiText text={w('moveText')} />
                </Text>
                <Group justify="flex-end">
                  <Button variant="default" onClick={onClose}>
                    {t('cancel')}
                  </Button>
                  <Button type="submit" disabled={!at || isPast} loading={save.isPending}>
                    {w('moveConfirm')}
                  </Button>
                </Group>
              </Stack>
            </form>
          )
        }}
      </QueryView>
    </Sheet>
  )
}
