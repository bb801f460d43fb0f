import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadWorldFile } from '../../src/simulator/load-world-file.ts'
import type { System } from './system.ts'

const demoWorld = join(import.meta.dirname, '../../prisma/seed/demo.json')

/** Registered people in any number, known to the simulator as friends. Gives their LINE ids. */
export async function addCrowd(system: Pick<System, 'sim' | 'openOwner'>, count: number): Promise<string[]> {
  const userIds = Array.from({ length: count }, () => `U${randomBytes(16).toString('hex')}`)
  const owner = await system.openOwner()
  for (let start = 0; start < count; start += 50_000) {
    const some = userIds.slice(start, start + 50_000)
    await system.sim.post(
      '/_sim/users',
      some.map((userId) => ({ userId, displayName: 'คนหนึ่ง', isFriend: true })),
    )
    await owner.query(
      `INSERT INTO staff (id, line_user_id, state) SELECT gen_random_uuid(), id, 'registered' FROM unnest($1::text[]) AS id`,
      [some],
    )
  }
  await owner.query('ANALYZE staff') // as PostgreSQL does by itself within a minute
  await owner.end()
  return userIds
}

/**
 * Groups in any number that the bot is in from the first moment, beside the demo's own: written where the simulator finds them
 * at its first start, so that no webhooks tell of them and none is welcomed. Gives their LINE ids.
 */
export function foundGroups({ env }: Pick<System, 'env'>, count: number): string[] {
  const world = loadWorldFile(demoWorld)
  const memberIds = world.flatMap((entry) => (entry.k === 'user' ? [entry.userId] : [])).slice(0, 1)
  const groupIds = Array.from({ length: count }, () => `C${randomBytes(16).toString('hex')}`)
  const groups = groupIds.map((groupId) => ({ k: 'group', groupId, groupName: 'กลุ่ม', memberIds, isBotMember: true }))
  const folder = join(env.DATA_DIR, 'simulator')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'journal.jsonl'),
    [...world, ...groups].map((entry) => `${JSON.stringify(entry)}\n`).join(''),
  )
  return groupIds
}

/** As officers do one by one. */
export async function approveGroups(system: Pick<System, 'query'>, groupIds: string[]): Promise<void> {
  await system.query(
    `INSERT INTO line_group (id, line_group_id, state, member_count, has_outsiders)
     SELECT gen_random_uuid(), id, 'approved', 1, false FROM unnest($1::text[]) AS id`,
    [groupIds],
  )
}

/** The groups that LINE knows the bot to be in. */
export async function listGroups(system: Pick<System, 'sim'>): Promise<string[]> {
  const { groups } = await system.sim.state()
  return groups.filter(({ isBotMember }) => isBotMember).map(({ groupId }) => groupId)
}

/** These groups, and everybody LINE knows. */
export async function listEverybody(system: Pick<System, 'sim'>): Promise<string[]> {
  const { users } = await system.sim.state()
  return [...(await listGroups(system)), ...users.map(({ userId }) => userId)]
}
