// The baseline: the SDK's own middleware on Express, which answers 200 and stores nothing.
import { middleware } from '@line/bot-sdk'
import express from 'express'

const app = express()
app.post('/webhook', middleware({ channelSecret: process.env.LINE_CHANNEL_SECRET as string }), (_request, response) => {
  response.status(200).end()
})
app.get('/readyz', (_request, response) => {
  response.status(200).end()
})
app.listen(Number(process.env.PORT), '127.0.0.1')
