import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkMessages } from '../../../src/line/messages/check-messages.ts'
import { validMessages as handWritten } from '../../unit/line/messages/sample-messages.ts'
import { mutate, mutations } from './mutate.ts'
import { validMessages } from './valid-message-arbitrary.ts'

// LINE's published description, made strict; it is not part of this repository.
const root = resolve(import.meta.dirname, '../../..')
const schemaFile = resolve(root, '../shared/line-openapi/messaging-api.strict.schema.json')
const isHere = existsSync(schemaFile)
if (!isHere) console.warn(`Skipped: LINE's schema is not at ${schemaFile}.`)

const seed = 20_261_122

describe.skipIf(!isHere)(`checkMessages beside LINE's schema (fast-check seed ${seed})`, () => {
  const ajv = new Ajv2020({ strict: false })
  if (isHere) ajv.addSchema(JSON.parse(readFileSync(schemaFile, 'utf8')), 'line')

  // As LINE would read it: without properties that are undefined.
  function schemaTakes(messages: unknown): boolean {
    const request: unknown = JSON.parse(JSON.stringify({ to: `U${'1'.repeat(32)}`, messages }))
    return ajv.validate('line#/$defs/PushMessageRequest', request)
  }
  const weTake = (messages: unknown) => checkMessages(messages).length === 0

  test.each(Object.entries(handWritten))('both take: %s', (_, messages) => {
    expect(schemaTakes(messages), JSON.stringify(ajv.errors)).toBe(true)
    expect(checkMessages(messages)).toEqual([])
  })

  test('both take messages made at random', () => {
    fc.assert(
      fc.property(validMessages, (messages) => {
        expect(schemaTakes(messages), JSON.stringify(ajv.errors)).toBe(true)
        expect(checkMessages(messages).filter(({ code }) => code !== 'TOO_LARGE')).toEqual([])
      }),
      { seed, numRuns: 400 },
    )
  })

  test('whatever the schema refuses of messages changed at random, we refuse', () => {
    const refused = { bySchema: 0, byUsOnly: 0 }
    const start = fc.oneof(fc.constantFrom(...Object.values(handWritten)), validMessages)
    fc.assert(
      fc.property(start, fc.array(mutations, { minLength: 1, maxLength: 3 }), (messages, steps) => {
        const changed = steps.reduce<unknown>(mutate, messages)
        if (schemaTakes(changed)) {
          if (!weTake(changed)) refused.byUsOnly += 1
          return
        }
        refused.bySchema += 1
        expect(weTake(changed), `${ajv.errorsText()}\n${JSON.stringify(changed).slice(0, 2000)}`).toBe(false)
      }),
      { seed, numRuns: 4000 },
    )
    // The test would prove nothing if the changes were harmless.
    expect(refused.bySchema).toBeGreaterThan(1000)
    expect(refused.byUsOnly).toBeGreaterThan(100)
  })

  test('whatever the schema refuses of arbitrary JSON, we refuse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (messages) => {
        expect(schemaTakes(messages) || !weTake(messages)).toBe(true)
      }),
      { seed, numRuns: 1000 },
    )
  })
})
