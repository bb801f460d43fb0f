import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { simulatorChannel } from '../../../src/compose/channel.ts'
import { createSecrets } from '../../../src/platform/secrets/secrets.ts'
import { until } from '../../support/until.ts'
import { type Bench, benchPeople, medianOf } from '../support/bench.ts'
import { type Broadcast, openBroadcast, unlimited } from '../support/broadcast.ts'

const { people: pushes, named } = benchPeople(20_000)
const rounds = 3

/** 20,000 pushes to as many groups, every one a stored row with its key and its end, against a bare loop that stores nothing. */
export const broadcastPushBench: Bench = {
  name: 'broadcast-push',
  async run(report) {
    const broadcast = await openBroadcast()
    try {
      await broadcast.limits('off')
      const groups = await addGroups(broadcast)
      await broadcast.startWorker(unlimited)
      const pushBare = await prepareBareLoop(broadcast, groups)
      await broadcast.send('อุ่นเครื่อง', { everyone: true, via: 'groups' })
      await pushBare()
      const [sent, bare]: [number[], number[]] = [[], []]
      for (let round = 1; round <= rounds; round += 1) {
        sent.push((await broadcast.send(`รอบ ${round}`, { everyone: true, via: 'groups' })).callsPerSecond)
        bare.push(await pushBare())
      }
      const [value, baseline] = [medianOf(sent), medianOf(bare)]
      report({ name: named('broadcast-push'), value, unit: 'pushes/s', baseline, ratio: value / baseline })
    } finally {
      await broadcast.close()
    }
  },
}

async function addGroups({ system, addPeople }: Broadcast): Promise<string[]> {
  const [member] = await addPeople(1)
  const ids: string[] = []
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (ids.length < pushes) {
        const groupId = `C${crypto.randomUUID().replaceAll('-', '')}`
        ids.push(groupId)
        await system.sim.post('/_sim/groups', { groupId, groupName: 'กลุ่ม', memberIds: [member] })
      }
    }),
  )
  // The bot is not to welcome 20,000 groups while pushes are measured; here they are approved in its place.
  const joins = async () =>
    (
      await system.query<{ count: number }>('SELECT count(*)::int AS count FROM inbox_event WHERE state = $1', [
        'stored',
      ])
    )[0]?.count ?? 0
  await until(async () => (await joins()) >= ids.length, {
    withinMs: 120_000,
    what: 'the webhooks of all groups have come',
  })
  await system.query(`UPDATE inbox_event SET state = 'skipped' WHERE state = 'stored'`)
  await system.query(
    `INSERT INTO line_group (id, line_group_id, state, member_count, has_outsiders)
     SELECT gen_random_uuid(), id, 'approved', 1, false FROM unnest($1::text[]) AS id
     ON CONFLICT (line_group_id) DO UPDATE SET state = 'approved', has_outsiders = false`,
    [ids],
  )
  return ids
}

/** Gives a function that pushes the message of a sent card to every group and tells the pushes a second. */
async function prepareBareLoop({ system }: Broadcast, groups: string[]): Promise<() => Promise<number>> {
  const [toFile, messagesFile] = [join(system.dir, 'to.json'), join(system.dir, 'messages.json')]
  writeFileSync(toFile, JSON.stringify(groups))
  return async () => {
    const [run] = await system.query<{ messages: unknown }>(
      'SELECT messages FROM run WHERE messages IS NOT NULL ORDER BY started_at DESC LIMIT 1',
    )
    writeFileSync(messagesFile, JSON.stringify(run?.messages))
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, '../support/sdk-pusher.ts')],
      {
        env: {
          ...process.env,
          API_URL: system.urls.simulator,
          TOKEN: simulatorChannel(createSecrets(system.env.SECRETS_DIR)).accessToken,
          TO_FILE: toFile,
          MESSAGES_FILE: messagesFile,
        },
      },
    )
    return groups.length / Number(stdout)
  }
}
