import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Festival } from '../../../../contracts/api/campaigns.ts'
import { api } from '../../api/client.ts'
import { showWeekday } from '../../parts/dates.ts'
import { DayInput } from '../../parts/day-input.tsx'
import { Panel } from '../../parts/page.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { currentLanguage } from '../../words/language.ts'
import { festivalsInEnglish } from '../campaigns/describe-schedule.ts'
import type { Moves } from './moves.ts'
import { settingsWords } from './words.ts'

type FestivalDay = { festival: Festival; nameTh: string; date: string; source: string }
type Props = { year: number; onMoved: (moves: Moves) => void }

/** When each festival is this year: some move with the moon, and what is sent before them moves along. */
export function FestivalsPanel({ festivals, ...rest }: Props & { festivals: FestivalDay[] }) {
  const w = useWords(settingsWords)
  return (
    <Panel title={w('festivals')}>
      <Text c="dimmed" mb="sm">
        {w('festivalsHelp')}
      </Text>
      <ul className="rows">
        {festivals.map((day) => (
          <li key={`${day.festival}${day.date}`}>
            <FestivalRow day={day} {...rest} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function FestivalRow({ day, year, onMoved }: Props & { day: FestivalDay }) {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const [date, setDate] = useState(day.date)
  const save = useMutation(api.calendar.putFestival.mutationOptions({ onSuccess: onMoved }))
  const name = currentLanguage() === 'th' ? day.nameTh : festivalsInEnglish[day.festival]
  const { festival } = day
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ year, festival, date })
      }}
    >
      <span className="row-main">
        <span className="row-title">{name}</span>
        <br />
        <span className="quiet">
          {date ? `${showWeekday(`${date}T12:00:00+07:00`, 'long')} · ` : ''}
          {w(day.source === 'proposed' ? 'proposedDay' : 'givenDay')}
        </span>
      </span>
      <Group align="flex-start" gap="xs">
        <DayInput aria-label={`${w('day')} ${name}`} required value={date} onChange={setDate} />
        {date === day.date ? null : (
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        )}
      </Group>
    </form>
  )
}
