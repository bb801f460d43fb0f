import { Alert, List, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { nameField } from '../../words/field-words.ts'
import { currentLanguage } from '../../words/language.ts'
import { cardWords } from './words.ts'

/** Told while typing: rules of content that the card breaks, and words that its picture has no room for. */
export function CardAdvice(card: { title: string; template: string; data: Record<string, unknown> }) {
  const w = useWords(cardWords)
  const t = useWords(common)
  const may = useMay()
  const [settled] = useDebouncedValue(card, 600)
  const check = useQuery({
    ...api.contents.check.queryOptions({ input: settled }),
    enabled: may('contents.edit'),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const { findings = [], cuts = [] } = check.data ?? {}
  if (findings.length === 0 && cuts.length === 0) return null
  return (
    <Stack gap="sm" role="status">
      {findings.length > 0 ? (
        <Alert color="red" variant="light" title={w('findings')}>
          <List spacing={4}>
            {findings.map(({ rule, found, why }) => (
              <List.Item key={`${rule}${found}`}>
                “{found}” — {why[currentLanguage()]}
              </List.Item>
            ))}
          </List>
        </Alert>
      ) : null}
      {cuts.length > 0 ? (
        <Alert color="yellow" variant="light">
          <Text c="var(--text)" fw={600}>
            {w('cuts')}
          </Text>
          <List spacing={4} c="var(--text)">
            {cuts.map(({ field, cutLetters }) => (
              <List.Item key={field}>{t('cutBy', { field: nameField(field), count: cutLetters })}</List.Item>
            ))}
          </List>
        </Alert>
      ) : null}
    </Stack>
  )
}
