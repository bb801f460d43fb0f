import { Alert, Text } from '@mantine/core'
import type { FilingField } from '../../../../contracts/filing.ts'
import { useWords } from '../../words/define-words.ts'
import { cardWords } from './words.ts'

/** What the card still lacks before an approver may accept it; nothing where it lacks nothing. */
export function FilingMissing({ missing }: { missing: readonly FilingField[] }) {
  const w = useWords(cardWords)
  if (missing.length === 0) return null
  return (
    <Alert color="yellow" variant="light" role="status">
      <Text c="var(--text)">{w('filingMissing', { fields: missing.map((field) => w(field)).join(', ') })}</Text>
    </Alert>
  )
}
