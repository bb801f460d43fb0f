import { Alert, List, Stack, Textarea } from '@mantine/core'
import { useWords } from '../../words/define-words.ts'
import { cardWords } from './words.ts'

/** The card's data as it is stored, for those who know it; what is wrong is named by its place. */
export function JsonFields({
  json,
  isValid,
  issues,
  onChange,
}: {
  json: string
  isValid: boolean
  issues: { path: string; message: string }[]
  onChange: (json: string) => void
}) {
  const w = useWords(cardWords)
  return (
    <Stack>
      <Textarea
        label={w('fields')}
        description={w('jsonOnly')}
        autosize
        minRows={12}
        maxRows={30}
        spellCheck={false}
        styles={{ input: { fontFamily: 'ui-monospace, monospace', fontSize: 13 } }}
        value={json}
        error={isValid ? undefined : w('jsonInvalid')}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {issues.length > 0 ? (
        <Alert color="red" variant="light" role="status">
          <List>
            {issues.map(({ path, message }) => (
              <List.Item key={`${path}${message}`}>
                {path}: {message}
              </List.Item>
            ))}
          </List>
        </Alert>
      ) : null}
    </Stack>
  )
}
