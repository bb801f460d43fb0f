import { createPrivateKey } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { blindSign } from '../../../../src/features/polls/blind-signature.ts'
import { type BallotKeys, makeBallotKeys, readPublicKey } from '../../../../src/features/polls/key-service.ts'
import { DrawRefused, drawBallots } from '../../../../src/web/liff/draw-ballots.ts'

// What comes from outside is stubbed: the phone's storage, and a server that may lie.

const idToken = `x.${Buffer.from('{"sub":"U1"}').toString('base64url')}.x`
let printed: BallotKeys
let own: BallotKeys
beforeAll(async () => {
  ;[printed, own] = await Promise.all([makeBallotKeys(['score']), makeBallotKeys(['score'])])
})

beforeEach(() => {
  const stored = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

/** A server that gives out ballots of these polls under these keys. */
function serve(polls: { id: string; keys: BallotKeys }[]): void {
  const listed = polls.map(({ id, keys }) => ({
    id,
    title: 'ความเห็น',
    state: 'open',
    isDrawing: true,
    opensAt: null,
    closesAt: null,
    threshold: 5,
    released: 0,
    keys: keys.publicKeys,
    fingerprint: keys.fingerprint,
  }))
  vi.stubGlobal('fetch', async (path: string, init: { body: string }) => {
    if (path === './polls') return Response.json({ isRegistered: true, polls: listed })
    const { ballots } = JSON.parse(init.body) as { ballots: { poll: string; part: 'score'; blinded: string }[] }
    const drawn = ballots.map(({ poll, part, blinded }) => {
      const { privatePems, publicKeys } = (polls.find(({ id }) => id === poll) ?? { keys: own }).keys
      const keys = {
        privateKey: createPrivateKey(privatePems.score as string),
        publicKey: readPublicKey(publicKeys.score as string),
      }
      const signature = blindSign(keys, Buffer.from(blinded, 'base64url')).toString('base64url')
      return { poll, part, signature, window: null, code: null }
    })
    return Response.json({ ballots: drawn })
  })
}

const refused = (reason: string) => expect.objectContaining({ constructor: DrawRefused, reason })

describe('the card’s fingerprint', () => {
  const poll = crypto.randomUUID()
  const other = crypto.randomUUID()

  test('draws the ballot of the key that the card printed', async () => {
    serve([{ id: poll, keys: printed }])
    const { ballots } = await drawBallots(idToken, { poll, key: printed.fingerprint })
    expect(ballots).toMatchObject([{ poll, fingerprint: printed.fingerprint }])
  })

  test('draws nothing by a link that names a poll and no key', async () => {
    serve([{ id: poll, keys: own }])
    await expect(drawBallots(idToken, { poll, key: null })).rejects.toEqual(refused('wrongKey'))
  })

  test('hands over no ballot that was drawn under another key on the visit to another poll', async () => {
    serve([
      { id: other, keys: printed },
      { id: poll, keys: own },
    ])
    await drawBallots(idToken, { poll: other, key: printed.fingerprint })
    serve([
      { id: other, keys: printed },
      { id: poll, keys: printed },
    ])
    await expect(drawBallots(idToken, { poll, key: printed.fingerprint })).rejects.toEqual(refused('wrongKey'))
  })
})
