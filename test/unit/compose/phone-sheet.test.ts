import { describe, expect, test } from 'vitest'
import { isDemoOnThisMachine, phoneOrigins, sheetOrigins } from '../../../src/compose/phone-sheet.ts'
import { loadConfig } from '../../../src/config.ts'

const channel = { LINE_CHANNEL_SECRET: 's'.repeat(32), LINE_CHANNEL_ACCESS_TOKEN: 'token' }
const ofEnv = (env: Record<string, string>) => {
  const config = loadConfig({ env })
  return { demo: isDemoOnThisMachine(config), phone: phoneOrigins(config), sheet: sheetOrigins(config) }
}
const nobody = { phone: [], sheet: [] }

describe('who may show the pages that open in LINE in a frame', () => {
  test('in the demo the phone of the simulator, under either name of this machine', () => {
    expect(ofEnv({ SIMULATOR_PORT: '4002', PORT: '4000', BALLOT_PORT: '4001' })).toEqual({
      demo: true,
      phone: ['http://localhost:4002', 'http://127.0.0.1:4002'],
      sheet: ['http://localhost:4000', 'http://127.0.0.1:4001'],
    })
  })

  test('with a channel nobody, wherever LINE is played and whatever the addresses are', () => {
    for (const env of [
      channel,
      { ...channel, LINE_API_URL: 'http://127.0.0.1:3002' },
      { ...channel, PUBLIC_URL: 'https://sucharit.example', BALLOT_URL: 'https://ballot.example' },
    ])
      expect([env, ofEnv(env)]).toEqual([env, { demo: false, ...nobody }])
  })

  test('nobody where one of the two hosts is not this machine: the ballot host of an office is given no channel', () => {
    expect(ofEnv({ BALLOT_URL: 'https://ballot.example' })).toEqual({ demo: true, ...nobody })
    expect(ofEnv({ PUBLIC_URL: 'https://sucharit.example' })).toEqual({ demo: false, ...nobody })
  })
})
