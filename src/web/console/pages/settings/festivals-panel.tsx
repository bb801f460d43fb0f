import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Festival } from '../../../../contracts/api/campaigns.ts'
import { api } from '../../api/client.ts'
import { showWeekday } from '../../parts/dates.ts'
import { DayInput } from '../../parts/day-input.tsx'
import { Panel } from '../../parts/page.tsx'
import { showAtOnce } from '../../parts/show-at-once.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { currentLanguage } from '../../words/language.ts'
import { festivalsInEnglish } from '../campaigns/describe-schedule.ts'
import { putFestival } from './calendar-changes.ts'
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
          <li key={`${rest.year}${day.festival}`}>
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
  const [typed, setTyped] = useState<string>()
  const save = useMutation(
    api.calendar.putFestival.mutationOptions({
      ...showAtOnce(api.calendar.key(), putFestival),
      onSuccess: (moves) => {
        setTyped(undefined)
        onMoved(moves)
      },
    }),
  )
  const name = currentLanguage() === 'th' ? day.nameTh : festivalsInEnglish[day.festival]
  const { festival } = day
  const date = typed ?? day.date
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
        <DayInput aria-label={`${w('day')} ${name}`} required value={date} onChange={setTyped} />
        {date === day.date ? null : <Button type="submit">{t('save')}</Button>}
      </Group>
    </form>
  )
}
