import { Button, Checkbox, Code, PasswordInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import QRCode from 'qrcode'
import { useState } from 'react'
import { enableSecondFactor, verifyCode } from '../api/sign-in.ts'
import { useWords } from '../words/define-words.ts'
import { Refusal } from './refusal.tsx'
import { DoorFrame } from './sign-in-page.tsx'
import { shellWords } from './words.ts'

type Enrolment = { totpURI: string; backupCodes: string[]; qr: string }

export function SecondFactorPage() {
  const w = useWords(shellWords)
  const [enrolment, setEnrolment] = useState<Enrolment>()
  return (
    <DoorFrame title={w('factorTitle')}>
      {enrolment ? <ConfirmStep enrolment={enrolment} /> : <PasswordStep onBegun={setEnrolment} />}
    </DoorFrame>
  )
}

function PasswordStep({ onBegun }: { onBegun: (enrolment: Enrolment) => void }) {
  const w = useWords(shellWords)
  const [password, setPassword] = useState('')
  const begin = useMutation({
    mutationFn: async () => {
      const answer = await enableSecondFactor(password)
      const svg = await QRCode.toString(answer.totpURI, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
      return { ...answer, qr: `data:image/svg+xml;utf8,${encodeURIComponent(svg)}` }
    },
    meta: { isToldInPlace: true },
    onSuccess: onBegun,
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        begin.mutate()
      }}
    >
      <Stack>
        <Text>{w('factorWhy')}</Text>
        {begin.isError ? <Refusal error={begin.error} /> : null}
        <PasswordInput
          label={w('password')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={begin.isPending}>
          {w('factorStart')}
        </Button>
      </Stack>
    </form>
  )
}

function ConfirmStep({ enrolment }: { enrolment: Enrolment }) {
  const w = useWords(shellWords)
  const queryClient = useQueryClient()
  const [code, setCode] = useState('')
  const [areKept, setAreKept] = useState(false)
  const verify = useMutation({
    mutationFn: () => verifyCode(code.trim()),
    meta: { isToldInPlace: true },
    onSuccess: () => queryClient.resetQueries(),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        verify.mutate()
      }}
    >
      <Stack>
        <Text>{w('factorScan')}</Text>
        <img src={enrolment.qr} alt={w('factorQr')} className="qr" />
        <Text size="sm" c="dimmed">
          {w('factorKey')}
        </Text>
        <Code block className="secret">
          {new URL(enrolment.totpURI).searchParams.get('secret')}
        </Code>
        <Text size="sm" c="dimmed">
          {w('factorBackup')}
        </Text>
        <SimpleGrid cols={2} spacing="xs" className="codes">
          {enrolment.backupCodes.map((backupCode) => (
            <Code key={backupCode}>{backupCode}</Code>
          ))}
        </SimpleGrid>
        <Checkbox
          label={w('factorKept')}
          checked={areKept}
          onChange={(event) => setAreKept(event.currentTarget.checked)}
        />
        {verify.isError ? <Refusal error={verify.error} /> : null}
        <TextInput
          label={w('code')}
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" loading={verify.isPending} disabled={!areKept}>
          {w('verify')}
        </Button>
      </Stack>
    </form>
  )
}
