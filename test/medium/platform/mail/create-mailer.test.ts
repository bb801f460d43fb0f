import { expect, test } from 'vitest'
import { createMailer } from '../../../../src/platform/mail/create-mailer.ts'
import { startMailServer } from '../../../support/mail-server.ts'

const mail = { to: 'officer@office.example', subject: 'ขออนุมัติรายการส่ง', text: 'โปรดพิจารณา', id: 'abc' }
const from = 'สุจริต <sucharit@office.example>'

test('sends a mail in Thai, with an id of its own and marked as automatic', async () => {
  const server = await startMailServer()
  expect(await createMailer({ url: server.url, from }).send(mail)).toEqual({ kind: 'accepted' })
  const [sent] = server.mails
  expect(sent).toMatchObject({ from: 'sucharit@office.example', to: ['officer@office.example'] })
  expect(sent?.data).toContain('Message-ID: <abc@office.example>')
  expect(sent?.data).toContain('Auto-Submitted: auto-generated')
  expect(sent?.data).toContain(Buffer.from('โปรดพิจารณา').toString('base64'))
  await server.close()
})

test('tells a refusal for good from an end that is not known', async () => {
  const refusing = await startMailServer((step) => (step === 'RCPT' ? '550 nobody here' : undefined))
  expect(await createMailer({ url: refusing.url, from }).send(mail)).toEqual({ kind: 'refused', code: 'SMTP_550' })
  await refusing.close()
  const later = await startMailServer((step) => (step === 'RCPT' ? '450 not now' : undefined))
  expect(await createMailer({ url: later.url, from }).send(mail)).toMatchObject({ kind: 'unclear' })
  await later.close()
  const broken = await startMailServer((step) => (step === 'DATA' ? null : undefined))
  expect(await createMailer({ url: broken.url, from }).send(mail)).toMatchObject({ kind: 'unclear' })
  await broken.close()
  expect(await createMailer({ url: 'smtp://127.0.0.1:1', from }).send(mail)).toMatchObject({ kind: 'unclear' })
})

test('takes an address as one recipient whatever is in it', async () => {
  const server = await startMailServer()
  await createMailer({ url: server.url, from }).send({ ...mail, to: 'a@office.example, b@office.example' })
  expect(server.mails.flatMap(({ to }) => to)).not.toContain('b@office.example')
  await server.close()
})
