import { Chip, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Festival } from '../../../../contracts/api/campaigns.ts'
import { festivalNames } from '../../../../contracts/schedule-text.ts'
import { api } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import { showClock, showWeekday } from '../../parts/dates.ts'
import { DayInput } from '../../parts/day-input.tsx'
import { buddhistYear, dayOf } from '../../parts/days.ts'
import { useWords } from '../../words/define-words.ts'
import { currentLanguage } from '../../words/language.ts'
import { describeSchedule, festivalsInEnglish } from './describe-schedule.ts'
import { type CampaignDraft, type ScheduleKind, scheduleKinds, scheduleOf } from './draft.ts'
import { draftWords } from './draft-words.ts'

// 5 January 2026 is a Monday.
const weekdayNames = () =>
  [1, 2, 3, 4, 5, 6, 7].map((number) => showWeekday(new Date(Date.UTC(2026, 0, 4 + number, 5)), 'long'))

/** When it goes out, said back as a sentence. */
export function ScheduleStep({
  draft,
  onChange,
}: {
  draft: CampaignDraft
  onChange: (some: Partial<CampaignDraft>) => void
}) {
  const w = useWords(draftWords)
  const calendar = useQuery(api.calendar.get.queryOptions({ input: { year: buddhistYear(dayOf(new Date())) } }))
  const schedule = scheduleOf(draft)
  const window = calendar.data?.window
  const { kind } = draft
  const { approvalRequired } = useMe()
  const isAlone = kind === 'now' && !approvalRequired
  return (
    <Stack gap="md">
      <Chip.Group value={kind} onChange={(value) => onChange({ kind: value as ScheduleKind })}>
        <Group gap="xs" role="group" aria-label={w('when')}>
          {scheduleKinds.map((value) => (
            <Chip key={value} value={value} size="md" radius="md">
              {w(value === 'now' && !approvalRequired ? 'nowAlone' : value)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group gap="md" align="flex-start">
        {kind === 'once' ? (
          <DayInput label={w('day')} min={dayOf(new Date())} value={draft.day} onChange={(day) => onChange({ day })} />
        ) : null}
        {kind === 'monthly' ? (
          <NumberInput
            label={w('dayOfMonth')}
            min={1}
            max={31}
            value={draft.dayOfMonth}
            onChange={(value) => onChange({ dayOfMonth: Number(value) || 1 })}
            w={140}
          />
        ) : null}
        {kind === 'festival' ? (
          <>
            <Select
              label={w('festivalName')}
              value={draft.festival}
              onChange={(value) => value && onChange({ festival: value as Festival })}
              data={Object.entries(currentLanguage() === 'th' ? festivalNames : festivalsInEnglish).map(
                ([value, label]) => ({ value, label }),
              )}
            />
            <NumberInput
              label={w('daysBefore')}
              min={0}
              max={60}
              value={draft.daysBefore}
              onChange={(value) => onChange({ daysBefore: Number(value) || 0 })}
              w={140}
            />
          </>
        ) : null}
        {kind === 'cron' ? (
          <TextInput
            label={w('pattern')}
            value={draft.pattern}
            onChange={(event) => onChange({ pattern: event.currentTarget.value })}
          />
        ) : null}
        {kind !== 'now' && kind !== 'cron' ? (
          <TextInput
            type="time"
            label={w('time')}
            value={draft.time}
            onChange={(event) => onChange({ time: event.currentTarget.value })}
            w={140}
          />
        ) : null}
        {kind !== 'now' && kind !== 'once' ? (
          <DayInput label={w('endsOn')} value={draft.endsOn} onChange={(endsOn) => onChange({ endsOn })} />
        ) : null}
      </Group>
      {kind === 'weekly' ? (
        <Chip.Group
          multiple
          value={draft.weekdays.map(String)}
          onChange={(values) => onChange({ weekdays: values.map(Number) })}
        >
          <Group gap="xs" role="group" aria-label={w('weekdays')}>
            {weekdayNames().map((name, index) => (
              <Chip key={name} value={String(index + 1)} size="sm" radius="md">
                {name}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      ) : null}
      <div className="sentence" aria-live="polite">
        {isAlone ? w('nowAlone') : schedule ? describeSchedule(schedule) : w('missingTime')}
        {window?.isOn && !draft.urgent ? (
          <Text size="sm" c="dimmed">
            {w('windowNote', { opens: showClock(window.opens), closes: showClock(window.closes) })}
          </Text>
        ) : null}
      </div>
    </Stack>
  )
}
