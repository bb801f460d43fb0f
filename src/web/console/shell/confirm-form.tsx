import { Anchor, Button, Checkbox, Loader, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { codeOf } from '../api/errors.ts'
import { enrolPhone, findWays, verifyCode, verifyPin } from '../api/sign-in.ts'
import { PinField } from '../parts/pin-field.tsx'
import { useWords } from '../words/define-words.ts'
import { Refusal } from './refusal.tsx'
import { shellWords } from './words.ts'

type Steps = { onConfirmed: () => void; onStartAgain: () => void }

/** The second factor: the PIN on a phone that is enrolled, else a code of the app, with which a phone can be enrolled at once. */
export function ConfirmForm({ onConfirmed, onStartAgain }: Steps) {
  const w = useWords(shellWords)
  const [prefersCode, setPrefersCode] = useState(false)
  const site = useQuery(api.site.get.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  // Where the ways cannot be told, the code always works.
  const ways = useQuery({
    queryKey: ['ways'],
    queryFn: findWays,
    enabled: site.data?.canSignInWithLine === true,
    retry: false,
    gcTime: 0,
    meta: { isToldInPlace: true },
  })
  if (site.isLoading || ways.isLoading) return <Loader aria-hidden />
  const hasPin = ways.data?.pin === true
  return (
    <Stack>
      {hasPin && !prefersCode ? (
        <PinForm onConfirmed={onConfirmed} />
      ) : (
        <CodeForm onConfirmed={onConfirmed} mayEnrol={ways.data?.mayEnrol === true} />
      )}
      {hasPin ? (
        <Anchor component="button" type="button" size="sm" onClick={() => setPrefersCode(!prefersCode)}>
          {w(prefersCode ? 'usePin' : 'useCode')}
        </Anchor>
      ) : null}
      <Anchor component="button" type="button" size="sm" onClick={onStartAgain}>
        {w('startAgain')}
      </Anchor>
    </Stack>
  )
}

/** Six digits and no button: the last digit sends it. */
function PinForm({ onConfirmed }: Pick<Steps, 'onConfirmed'>) {
  const w = useWords(shellWords)
  const [pin, setPin] = useState('')
  const verify = useMutation({
    mutationFn: verifyPin,
    meta: { isToldInPlace: true },
    onSuccess: onConfirmed,
    onError: () => setPin(''),
  })
  return (
    <>
      {verify.isError ? <Refusal error={verify.error} /> : null}
      <PinField
        label={w('pin')}
        autoFocus
        value={pin}
        disabled={verify.isPending || verify.isSuccess || codeOf(verify.error) === 'PHONE_LOCKED'}
        onChange={(typed) => {
          setPin(typed)
          if (typed.length === 6) verify.mutate(typed)
        }}
      />
    </>
  )
}

function CodeForm({ onConfirmed, mayEnrol }: Pick<Steps, 'onConfirmed'> & { mayEnrol: boolean }) {
  const w = useWords(shellWords)
  const [code, setCode] = useState('')
  const [enrols, setEnrols] = useState(false)
  const [pin, setPin] = useState('')
  const [isIn, setIsIn] = useState(false)
  const verify = useMutation({
    mutationFn: async () => {
      const typed = code.trim()
      // A PIN that is refused leaves the person signed in: what is sent again is the PIN alone.
      if (!isIn) await verifyCode(typed)
      setIsIn(true)
      if (enrols) await enrolPhone(typed, pin)
    },
    meta: { isToldInPlace: true },
    onSuccess: onConfirmed,
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        verify.mutate()
      }}
    >
      <Stack>
        {verify.isError ? <Refusal error={verify.error} /> : null}
        <TextInput
          label={w('code')}
          description={enrols ? undefined : w('codeHelp')}
          autoComplete="one-time-code"
          inputMode={enrols ? 'numeric' : 'text'}
          required
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {mayEnrol ? (
          <Checkbox label={w('enrol')} checked={enrols} onChange={(event) => setEnrols(event.currentTarget.checked)} />
        ) : null}
        {enrols ? (
          <PinField label={w('newPin')} description={w('newPinHelp')} isNew required value={pin} onChange={setPin} />
        ) : null}
        <Button type="submit" loading={verify.isPending} fullWidth>
          {w('verify')}
        </Button>
      </Stack>
    </form>
  )
}
