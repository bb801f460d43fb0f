import { ActionIcon, Alert, Button, Group, NumberInput, Stack, Switch, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { showDay, showWeekday } from '../../parts/dates.ts'
import { DayInput } from '../../parts/day-input.tsx'
import { buddhistYear, dayOf } from '../../parts/days.ts'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { showAtOnce } from '../../parts/show-at-once.ts'
import { tell } from '../../parts/tell.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { confirmYear, putDay, removeDay } from './calendar-changes.ts'
import { FestivalsPanel } from './festivals-panel.tsx'
import type { Moves } from './moves.ts'
import { SurveyPanel } from './survey-panel.tsx'
import { settingsWords } from './words.ts'

type Window = { isOn: boolean; opens: string; closes: string }

/** Holidays of a year, to be compared with the announcement and confirmed, and the hours of sending. */
export function CalendarTab() {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const queryClient = useQueryClient()
  const [year, setYear] = useState(() => buddhistYear(dayOf(new Date())))
  const calendar = useQuery(api.calendar.get.queryOptions({ input: { year } }))
  const refresh = () => void queryClient.invalidateQueries()
  const onMoved = ({ movedRuns }: Moves) => {
    tell(movedRuns.length > 0 ? w('moved', { count: movedRuns.length }) : t('saved'))
    refresh()
  }
  const confirm = useMutation(
    api.calendar.confirm.mutationOptions({ ...showAtOnce(api.calendar.key(), confirmYear), onSuccess: refresh }),
  )
  const remove = useMutation(
    api.calendar.removeDay.mutationOptions({ ...showAtOnce(api.calendar.key(), removeDay), onSuccess: onMoved }),
  )
  const [removing, setRemoving] = useState<{ date: string; name: string }>()
  return (
    <QueryView query={calendar}>
      {({ days, festivals, isConfirmed, survey, window }) => (
        <Stack gap="lg">
          <Panel
            title={w('calendar')}
            aside={
              <NumberInput
                aria-label={w('year')}
                value={year}
                min={2550}
                max={2700}
                onChange={(value) => Number(value) >= 2550 && setYear(Number(value))}
                w={110}
              />
            }
          >
            {isConfirmed ? (
              <Text c="var(--good)">{w('confirmed')}</Text>
            ) : (
              <Alert color="yellow" variant="light">
                <Group justify="space-between">
                  <Text c="var(--text)">{w('notConfirmed')}</Text>
                  <Button size="xs" onClick={() => confirm.mutate({ year })}>
                    {w('confirmYear', { year })}
                  </Button>
                </Group>
              </Alert>
            )}
            <ul className="rows">
              {days.map(({ date, name }) => (
                <li key={date}>
                  <div className="row">
                    <span className="number row-day">
                      {showWeekday(`${date}T12:00:00+07:00`)} {showDay(`${date}T12:00:00+07:00`)}
                    </span>
                    <span className="row-main">{name}</span>
                    <ActionIcon
                      variant="subtle"
                      color="red"
                      aria-label={`${t('remove')} ${name}`}
                      onClick={() => setRemoving({ date, name })}
                    >
                      <IconTrash size={18} />
                    </ActionIcon>
                  </div>
                </li>
              ))}
            </ul>
            <AddDay onMoved={onMoved} />
            {removing ? (
              <ConfirmDialog
                isOpen
                title={w('removeDay')}
                text={w('removeDayText', { day: showDay(`${removing.date}T12:00:00+07:00`), name: removing.name })}
                confirmLabel={w('removeDay')}
                color="red"
                onConfirm={() => remove.mutate({ date: removing.date })}
                onClose={() => setRemoving(undefined)}
              />
            ) : null}
          </Panel>
          <FestivalsPanel year={year} festivals={festivals} onMoved={onMoved} />
          <SurveyPanel
            key={`s${year}${JSON.stringify(survey)}`}
            year={year}
            before={survey}
            onSaved={() => {
              tell(t('saved'))
              refresh()
            }}
          />
          <WindowForm key={JSON.stringify(window)} before={window} onMoved={onMoved} />
        </Stack>
      )}
    </QueryView>
  )
}

function AddDay({ onMoved }: { onMoved: (moves: Moves) => void }) {
  const w = useWords(settingsWords)
  const [date, setDate] = useState('')
  const [name, setName] = useState('')
  const add = useMutation(
    api.calendar.putDay.mutationOptions({
      ...showAtOnce(api.calendar.key(), putDay),
      onSuccess: (moves) => {
        setDate('')
        setName('')
        onMoved(moves)
      },
    }),
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate({ date, name })
      }}
    >
      <Group align="flex-start" mt="md">
        <DayInput label={w('day')} required value={date} onChange={setDate} />
        <TextInput
          label={w('dayName')}
          required
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          flex="1 1 260px"
        />
        <Button type="submit" variant="default" loading={add.isPending} className="beside-field">
          {w('addDay')}
        </Button>
      </Group>
    </form>
  )
}

function WindowForm({ before, onMoved }: { before: Window; onMoved: (moves: Moves) => void }) {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const [window, setWindow] = useState(before)
  const save = useMutation(api.calendar.putWindow.mutationOptions({ onSuccess: onMoved }))
  return (
    <Panel title={w('window')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(window)
        }}
      >
        <Stack>
          <Switch
            label={w('windowOn')}
            checked={window.isOn}
            onChange={(event) => setWindow({ ...window, isOn: event.currentTarget.checked })}
          />
          <Group align="flex-end">
            <TextInput
              type="time"
              label={w('opens')}
              value={window.opens}
              onChange={(event) => setWindow({ ...window, opens: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={w('closes')}
              value={window.closes}
              onChange={(event) => setWindow({ ...window, closes: event.currentTarget.value })}
            />
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}
