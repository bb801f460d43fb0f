import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

export type ReceivedMail = { from: string; to: string[]; data: string }

/**
 * An SMTP server on a free loopback port that keeps what it is given. `answer` may refuse a step with a code of its own, or
 * with null drop the connection in place of an answer.
 */
export async function startMailServer(answer: (step: 'RCPT' | 'DATA') => string | null | undefined = () => undefined) {
  const mails: ReceivedMail[] = []
  const server = createServer((socket) => {
    let mail: ReceivedMail = { from: '', to: [], data: '' }
    let isData = false
    let rest = ''
    const say = (line: string | null) => (line === null ? socket.destroy() : socket.write(`${line}\r\n`))
    socket.on('error', () => {})
    say('220 mail.test ESMTP')
    socket.on('data', (chunk) => {
      rest += chunk.toString()
      for (let end = rest.indexOf('\r\n'); end !== -1; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        if (isData) takeLine(line)
        else obey(line)
      }
    })

    function takeLine(line: string): void {
      if (line !== '.') {
        mail.data += `${line}\n`
        return
      }
      isData = false
      mails.push(mail)
      mail = { from: '', to: [], data: '' }
      const given = answer('DATA')
      say(given === undefined ? '250 kept' : given)
    }

    function obey(line: string): void {
      const address = /<(.*)>/.exec(line)?.[1] ?? ''
      if (/^MAIL FROM/i.test(line)) mail.from = address
      if (/^RCPT TO/i.test(line)) {
        const given = answer('RCPT')
        if (given !== undefined) return void say(given)
        mail.to.push(address)
      }
      if (/^DATA/i.test(line)) isData = true
      if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
      else say(isData ? '354 go on' : '250 mail.test')
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    async close() {
      server.close()
      await once(server, 'close')
    },
  }
}
