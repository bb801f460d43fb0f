import { expect, test } from 'vitest'
import { z } from 'zod'
import { StartError } from '../../../../src/platform/errors.ts'
import { createJobRegistry } from '../../../../src/platform/queue/job-registry.ts'

const doNothing = async () => {}

test('accepts a list in which every job has one handler', () => {
  const jobs = createJobRegistry(['inbox', 'drain'])
  jobs.handle('inbox', z.unknown(), doNothing)
  jobs.handle('drain', z.strictObject({ runId: z.string() }), async ({ runId }) => void runId.length, {
    concurrency: 4,
  })
  jobs.verify()
  expect(jobs.find('inbox')?.concurrency).toBe(1)
  expect(jobs.find('drain')?.concurrency).toBe(4)
})

test('refuses a job without a handler and says where to add it', () => {
  const jobs = createJobRegistry(['inbox', 'drain'])
  jobs.handle('inbox', z.unknown(), doNothing)
  expect(() => jobs.verify()).toThrow(StartError)
  expect(() => jobs.verify()).toThrow('Job "drain" has no handler. Add jobs.handle("drain", …)')
})

test('refuses two handlers for one job', () => {
  const jobs = createJobRegistry(['inbox'])
  jobs.handle('inbox', z.unknown(), doNothing)
  jobs.handle('inbox', z.unknown(), doNothing)
  expect(() => jobs.verify()).toThrow('Job "inbox" has two handlers. Remove one')
})

test('refuses a handler for a job that is not in the list', () => {
  const jobs = createJobRegistry([])
  jobs.handle('inbx', z.unknown(), doNothing)
  expect(() => jobs.verify()).toThrow('Handler for unknown job "inbx"')
})
