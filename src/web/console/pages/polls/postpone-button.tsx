import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { DayInput } from '../../parts/day-input.tsx'
import { bangkokTimeOf, dayOf, instantOf } from '../../parts/days.ts'
import { Sheet } from '../../parts/sheet.tsx'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import type { Poll } from './poll-queries.ts'
import { pollWords } from './words.ts'

type Times = { opensDay: string; opensTime: string; closesDay: string; closesTime: string; returnsOn: string }
type Props = {
  poll: Pick<Poll, 'id' | 'anonymity' | 'isOneVisit' | 'opensAt' | 'closesAt' | 'returnsOn'>
  onChanged: () => void
}

/** A later opening of a poll that is published: more can draw their ballot meanwhile, and what was promised stays. */
export function PostponeButton({ poll, onChanged }: Props) {
  const w = useWords(pollWords)
  const t = useWords(common)
  const [isOpen, sheet] = useDisclosure(false)
  const [times, setTimes] = useState(() => timesOf(poll))
  const postpone = useMutation(
    api.polls.postpone.mutationOptions({
      onSuccess: () => {
        tell(w('postponed'))
        sheet.close()
        onChanged()
      },
    }),
  )
  const set = (some: Partial<Times>) => setTimes((before) => ({ ...before, ...some }))
  const show = () => {
    setTimes(timesOf(poll))
    sheet.open()
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    const { opensDay, opensTime, closesDay, closesTime, returnsOn } = times
    postpone.mutate({
      id: poll.id,
      opensAt: instantOf(opensDay, opensTime),
      closesAt: closesDay ? instantOf(closesDay, closesTime) : null,
      returnsOn: returnsOn || null,
    })
  }
  return (
    <>
      <Button variant="default" onClick={show}>
        {w('postpone')}
      </Button>
      <Sheet opened={isOpen} onClose={sheet.close} title={w('postponeTitle')}>
        <form onSubmit={send}>
          <Stack>
            <Text c="dimmed">
              {w(poll.anonymity === 'ballot' && !poll.isOneVisit ? 'postponeAhead' : 'postponeText')}
            </Text>
            <Group align="flex-start" wrap="nowrap">
              <DayInput
                label={w('opensAnew')}
                required
                data-autofocus
                value={times.opensDay}
                onChange={(opensDay) => setTimes(shift(timesOf(poll), { ...times, opensDay }))}
              />
              <TextInput
                type="time"
                label={w('opensTime')}
                required
                w={130}
                value={times.opensTime}
                onChange={(event) => set({ opensTime: event.currentTarget.value })}
              />
            </Group>
            <Group align="flex-start" wrap="nowrap">
              <DayInput label={w('closesAnew')} value={times.closesDay} onChange={(closesDay) => set({ closesDay })} />
              <TextInput
                type="time"
                label={w('closesTime')}
                w={130}
                value={times.closesTime}
                onChange={(event) => set({ closesTime: event.currentTarget.value })}
              />
            </Group>
            <DayInput label={w('returns')} value={times.returnsOn} onChange={(returnsOn) => set({ returnsOn })} />
            <Group justify="flex-end">
              <Button variant="default" onClick={sheet.close}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={postpone.isPending}>
                {w('postpone')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Sheet>
    </>
  )
}

const timesOf = ({ opensAt, closesAt, returnsOn }: Props['poll']): Times => ({
  opensDay: opensAt ? dayOf(opensAt) : '',
  opensTime: opensAt ? bangkokTimeOf(opensAt) : '08:30',
  closesDay: closesAt ? dayOf(closesAt) : '',
  closesTime: closesAt ? bangkokTimeOf(closesAt) : '16:30',
  returnsOn: returnsOn ?? '',
})

/** The close and the day of return move as many days as the opening does: how long it is open was thought about. */
function shift(before: Times, times: Times): Times {
  const days = (Date.parse(times.opensDay) - Date.parse(before.opensDay)) / 86_400_000
  if (Number.isNaN(days)) return times
  const move = (day: string) => (day ? dayOf(new Date(Date.parse(day) + days * 86_400_000)) : day)
  return { ...times, closesDay: move(before.closesDay), returnsOn: move(before.returnsOn) }
}
