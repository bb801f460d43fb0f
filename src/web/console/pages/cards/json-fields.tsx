import { Alert, Anchor, Button, CopyButton, Group, List, Stack, Textarea } from '@mantine/core'
import { useRef } from 'react'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { findPlaces, lineOf, placeOf } from './json-places.ts'
import { cardWords } from './words.ts'

const lineSimulator = 'https://developers.line.biz/flex-message-simulator/'

// A mono face without Thai would show gaps where no Thai face is installed.
const jsonFont = "ui-monospace, Consolas, 'Liberation Mono', 'DejaVu Sans Mono', 'IBM Plex Sans Thai Looped', monospace"

/** The card's data as it is stored, for those who know it; what is wrong is named by its line, and one press goes there. */
export function JsonFields({
  json,
  isValid,
  issues,
  message,
  onChange,
}: {
  json: string
  isValid: boolean
  issues: { path: string; message: string }[]
  /** As LINE will get it, to be looked at in LINE's own simulator too. */
  message: unknown
  onChange: (json: string) => void
}) {
  const w = useWords(cardWords)
  const flex = (message as { contents?: unknown } | undefined)?.contents // a LINE image has none
  const t = useWords(common)
  const area = useRef<HTMLTextAreaElement>(null)
  const { places, errorAt } = findPlaces(json)
  const problems = [
    ...(isValid ? [] : [{ at: errorAt ?? 0, text: w('jsonInvalid') }]),
    ...(isValid ? issues : []).map(({ path, message }) => ({
      at: placeOf(places, path) ?? 0,
      text: path ? `${path}: ${message}` : message,
    })),
  ]

  function goTo(at: number) {
    area.current?.focus()
    area.current?.setSelectionRange(at, Math.min(json.length, at + 1))
  }
  return (
    <Stack>
      <Textarea
        ref={area}
        label={w('fields')}
        description={w('jsonOnly')}
        autosize
        minRows={12}
        maxRows={30}
        maxLength={100_000}
        spellCheck={false}
        styles={{ input: { fontFamily: jsonFont, fontSize: 13 } }}
        value={json}
        error={problems.length > 0}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {problems.length > 0 ? (
        <Alert color="red" variant="light" role="status">
          <List spacing={4}>
            {problems.map(({ at, text }) => (
              <List.Item key={`${at}${text}`}>
                <Anchor component="button" type="button" onClick={() => goTo(at)}>
                  {w('lineNo', { n: lineOf(json, at) })}
                </Anchor>{' '}
                {text}
              </List.Item>
            ))}
          </List>
        </Alert>
      ) : null}
      <Group gap="xs">
        <CopyButton value={JSON.stringify(flex ?? {}, null, 2)}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" disabled={!flex} onClick={copy}>
              {copied ? t('copied') : w('copyFlex')}
            </Button>
          )}
        </CopyButton>
        <Anchor href={lineSimulator} target="_blank" rel="noreferrer" size="sm">
          {w('lineSimulator')}
        </Anchor>
      </Group>
    </Stack>
  )
}
