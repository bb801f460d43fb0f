import { randomBytes } from 'node:crypto'
import type { System } from './system.ts'

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
