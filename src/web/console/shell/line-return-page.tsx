import { Anchor, Group, Loader, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ThaiText } from '../../ui/thai-text.tsx'
import { finishLine } from '../api/sign-in.ts'
import { useWords } from '../words/define-words.ts'
import { ConfirmForm } from './confirm-form.tsx'
import { takePlace } from './kept-place.ts'
import { Refusal } from './refusal.tsx'
import { DoorFrame } from './sign-in-page.tsx'
import { shellWords } from './words.ts'

type Sent = { code: string | null; state: string | null; error: string | null }

// Read once, when the page is opened, and taken out of the address and the history at once: a code is nobody else's to see.
function readSent(): Sent {
  const query = new URLSearchParams(location.search)
  history.replaceState(null, '', location.pathname)
  return { code: query.get('code'), state: query.get('state'), error: query.get('error') }
}

const enter = () => location.replace(takePlace())

/** Where LINE sends people back to: signs them in, or asks for the second factor first, and opens the page they came from. */
export default function LineReturnPage() {
  const w = useWords(shellWords)
  const [sent] = useState(readSent)
  const finish = useMutation({
    mutationFn: finishLine,
    meta: { isToldInPlace: true },
    onSuccess: (owesSecondFactor) => owesSecondFactor || enter(),
  })
  const { mutate } = finish
  const { code, state } = sent
  useEffect(() => {
    if (code && state) finishOnce(code, () => mutate({ code, state }))
  }, [code, state, mutate])

  if (finish.data === true) {
    return (
      <DoorFrame title={w('confirmTitle')}>
        <ConfirmForm onConfirmed={enter} onStartAgain={enter} />
      </DoorFrame>
    )
  }
  const isStuck = !code || !state || finish.isError
  return (
    <DoorFrame title={w('signInTitle')}>
      <Stack>
        {finish.isError ? <Refusal error={finish.error} /> : null}
        {code && state ? null : (
          <Text role="alert">
            <ThaiText text={w(sent.error ? 'lineDenied' : 'lineIncomplete')} />
          </Text>
        )}
        {isStuck ? (
          <Anchor component="button" type="button" onClick={enter}>
            {w('startAgain')}
          </Anchor>
        ) : (
          <Group role="status">
            <Loader size="sm" aria-hidden />
            <Text>{w('lineWorking')}</Text>
          </Group>
        )}
      </Stack>
    </DoorFrame>
  )
}

const finished = new Set<string>()

/** A code is good once, and React's strict mode runs effects twice. */
function finishOnce(code: string, run: () => void): void {
  if (finished.has(code)) return
  finished.add(code)
  run()
}
