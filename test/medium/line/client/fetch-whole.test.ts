import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { fetchWhole } from '../../../../src/line/client/fetch-whole.ts'

test('offers LINE the one protocol that all the other tests speak', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const failure = fetchWhole(`https://127.0.0.1:${port}`, { method: 'POST', body: '{}' }).catch((error) => error)
  const [socket] = (await once(server, 'connection')) as [Socket]
  const [hello] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  expect(await failure).toBeInstanceOf(Error)
  server.close()
  // RFC 7301: names with their length in front.
  expect([hello.includes('\x08http/1.1'), hello.includes('\x02h2')]).toEqual([true, false])
})
