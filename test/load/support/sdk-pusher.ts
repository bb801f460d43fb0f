// A bare loop over the SDK, 32 calls at once and nothing kept: what a push costs when nobody has to answer for it.
// Prints the seconds it took. TO_FILE holds a JSON list of chats, as long as the number of pushes.
import { readFileSync } from 'node:fs'
import { LineBotClient } from '@line/bot-sdk'

const { API_URL = '', TOKEN = '', TO_FILE = '', MESSAGES_FILE = '' } = process.env
const left = JSON.parse(readFileSync(TO_FILE, 'utf8')) as string[]
const messages = JSON.parse(readFileSync(MESSAGES_FILE, 'utf8'))
const line = LineBotClient.fromChannelAccessToken({ channelAccessToken: TOKEN, apiBaseURL: API_URL })

async function work(): Promise<void> {
  for (let to = left.pop(); to !== undefined; to = left.pop())
    await line.pushMessageWithHttpInfo({ to, messages, notificationDisabled: true }, crypto.randomUUID())
}

const startedAt = performance.now()
await Promise.all(Array.from({ length: 32 }, work))
process.stdout.write(String((performance.now() - startedAt) / 1000))
