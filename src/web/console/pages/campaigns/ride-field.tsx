import { Select, Stack, Text } from '@mantine/core'
import { useWords } from '../../words/define-words.ts'
import { mayRide, rideChoices } from './draft.ts'
import { draftWords } from './draft-words.ts'
import { showWait } from './show-wait.ts'
import { campaignWords } from './words.ts'

type Props = {
  draft: Parameters<typeof mayRide>[0] & { rideMinutes: number | null }
  onChange(some: { rideMinutes: number | null }): void
}

/** Whether a card waits for the next word in each group: what happens then, and that nothing of the word is kept. */
export function RideField({ draft, onChange }: Props) {
  const w = useWords(draftWords)
  const c = useWords(campaignWords)
  const isOffered = mayRide(draft)
  const { rideMinutes } = draft
  const choices =
    rideChoices.includes(rideMinutes ?? 0) || rideMinutes === null ? rideChoices : [...rideChoices, rideMinutes]
  return (
    <Stack gap={6}>
      <Select
        label={c('ride')}
        description={isOffered ? undefined : w('rideGroupsOnly')}
        disabled={!isOffered}
        allowDeselect={false}
        value={isOffered ? String(rideMinutes ?? 0) : '0'}
        onChange={(value) => onChange({ rideMinutes: Number(value) || null })}
        data={[
          { value: '0', label: w('rideNot') },
          ...choices.map((minutes) => ({ value: String(minutes), label: c('rideUpTo', { wait: showWait(minutes) }) })),
        ]}
      />
      {isOffered && rideMinutes !== null ? (
        <Text size="sm" c="dimmed">
          {w('rideHelp', { wait: showWait(rideMinutes) })}
        </Text>
      ) : null}
    </Stack>
  )
}
