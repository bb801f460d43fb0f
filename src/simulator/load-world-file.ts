import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { isLineGroupId, isLineUserId } from '../line/ids.ts'
import { StartError } from '../platform/errors.ts'
import type { JournalEntry } from './entries.ts'

const WorldFile = z.object({
  users: z.array(
    z.object({
      userId: z.string().refine(isLineUserId),
      displayName: z.string().min(1),
      pictureUrl: z.string().optional(),
      statusMessage: z.string().optional(),
      language: z.string().optional(),
    }),
  ),
  groups: z.array(
    z.object({
      groupId: z.string().refine(isLineGroupId),
      groupName: z.string().min(1),
      memberIds: z.array(z.string().refine(isLineUserId)),
    }),
  ),
})

/** The people and groups a simulator is born with: all friends, the bot in every group. No webhook tells of them. */
export function loadWorldFile(path: string): JournalEntry[] {
  let world: z.infer<typeof WorldFile>
  try {
    world = WorldFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new StartError(`The simulator cannot use ${path}: it wants { users, groups } with LINE-like ids.`, { cause })
  }
  const known = new Set(world.users.map((user) => user.userId))
  for (const group of world.groups) {
    const stranger = group.memberIds.find((userId) => !known.has(userId))
    if (stranger) throw new StartError(`${path}: group "${group.groupName}" has a member who is not in users.`)
  }
  return [
    ...world.users.map((user): JournalEntry => ({ k: 'user', isFriend: true, ...user })),
    ...world.groups.map((group): JournalEntry => ({ k: 'group', isBotMember: true, ...group })),
  ]
}
