import QRCode from 'qrcode'
import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi, needsFreshLogin, type Writing } from '../../platform/http/api-guards.ts'
import { toPage } from '../../platform/http/to-page.ts'
import type { ContainmentService } from './containment-service.ts'
import type { GroupService, SentGroup } from './group-service.ts'
import { newInviteCode } from './invite-code.ts'
import type { StaffRow, StaffService } from './staff-service.ts'
import type { CountedUnit, InviteRow, UnitService } from './unit-service.ts'

const api = implementApi({ groups: contract.groups, units: contract.units, staff: contract.staff })

export function createAudienceRoutes(deps: {
  groups: GroupService
  containments: ContainmentService
  units: UnitService
  people: StaffService
  addFriendUrl(code: string): Promise<string>
  writing: Writing
}) {
  const { groups, containments, units, people, writing, addFriendUrl } = deps
  return {
    groups: {
      list: api.groups.list
        .use(allow('groups.read'))
        .handler(async ({ input, context }) => toPage(await groups.list(context.tx, input), input.limit, showGroup)),
      approve: api.groups.approve
        .use(allow('groups.approve'))
        .use(writing)
        .handler(async ({ input, context }) => showGroup(await groups.approve(context.tx, context.actor, input))),
      listContained: api.groups.listContained
        .use(allow('groups.read'))
        .handler(async ({ input, context }) => ({ groupIds: await containments.list(context.tx, input.id) })),
      setContained: api.groups.setContained
        .use(allow('groups.approve'))
        .use(writing)
        .handler(async ({ input, context }) => ({
          groupIds: await containments.set(context.tx, context.actor, input.id, input.groupIds),
        })),
    },
    units: {
      list: api.units.list
        .use(allow('units.read'))
        .handler(async ({ input, context }) =>
          toPage(await units.list(context.tx, context.actor, input), input.limit, showUnit),
        ),
      create: api.units.create
        .use(allow('units.edit'))
        .use(writing)
        .handler(async ({ input, context }) => showUnit(await units.create(context.tx, context.actor, input))),
      update: api.units.update
        .use(allow('units.edit'))
        .use(writing)
        .handler(async ({ input, context }) => showUnit(await units.update(context.tx, context.actor, input))),
      listInvites: api.units.listInvites.use(allow('invites.edit')).handler(async ({ input, context }) => {
        const invites = await units.listInvites(context.tx, context.actor, input.id)
        const items = await Promise.all(
          invites.map(async (invite) => showInvite(invite, await addUrlOf(invite, addFriendUrl))),
        )
        return { items, nextCursor: null }
      }),
      createInvite: api.units.createInvite
        .use(allow('invites.edit'))
        // Code and address before the transaction: the address may have to be asked of LINE.
        .use(async ({ next }) => {
          const code = newInviteCode()
          return next({ context: { code, addUrl: await addFriendUrl(code) } })
        })
        .use(writing)
        .handler(async ({ input: { id, ...terms }, context: { tx, actor, code, addUrl } }) =>
          showInvite(await units.createInvite(tx, actor, { ...terms, unitId: id, code }), addUrl),
        ),
      revokeInvite: api.units.revokeInvite
        .use(allow('invites.edit'))
        .use(writing)
        .handler(async ({ input, context }) =>
          showInvite(await units.revokeInvite(context.tx, context.actor, input.id), ''),
        ),
    },
    staff: {
      list: api.staff.list
        .use(allow('staff.read'))
        .use(writing) // a read that writes its audit entry
        .handler(async ({ input, context }) =>
          toPage(await people.list(context.tx, context.actor, input), input.limit, showPerson),
        ),
      confirm: api.staff.confirm
        .use(allow('staff.edit'))
        .use(writing)
        .handler(async ({ input, context }) => showPerson(await people.confirm(context.tx, context.actor, input))),
      export: api.staff.export
        .use(allow('staff.edit'))
        .use(needsFreshLogin)
        .use(writing) // a read that writes its audit entry
        .handler(async ({ input, context }) => showCopy(await people.exportOf(context.tx, context.actor, input.id))),
      erase: api.staff.erase
        .use(allow('staff.edit'))
        .use(writing)
        .handler(async ({ input, context }) => {
          await people.erase(context.tx, context.actor, input.id)
          return { erased: true as const }
        }),
    },
  }
}

function showGroup({
  id,
  lineGroupId,
  name,
  state,
  memberCount,
  hasOutsiders,
  unitId,
  joinedAt,
  lastSentAt,
}: SentGroup) {
  const [joined, sent] = [joinedAt.toISOString(), lastSentAt?.toISOString() ?? null]
  return { id, lineGroupId, name, state, memberCount, hasOutsiders, unitId, joinedAt: joined, lastSentAt: sent }
}

function showUnit({ id, code, nameTh, kind, parentId, staffCount, groupCount }: CountedUnit) {
  return { id, code, nameTh, kind, parentId, staffCount, groupCount }
}

/** A code that was revoked is not to be handed out: it has no address any more. */
async function addUrlOf(invite: InviteRow, addFriendUrl: (code: string) => Promise<string>): Promise<string> {
  return invite.revokedAt ? '' : addFriendUrl(invite.code)
}

async function showInvite({ id, code, unitId, expiresAt, useLimit, useCount, revokedAt }: InviteRow, addUrl: string) {
  return {
    id,
    code,
    unitId,
    expiresAt: expiresAt.toISOString(),
    useLimit,
    useCount,
    revokedAt: revokedAt?.toISOString() ?? null,
    addUrl,
    qrSvg: addUrl && (await QRCode.toString(addUrl, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })),
  }
}

function showCopy(record: Awaited<ReturnType<StaffService['exportOf']>>) {
  const {
    displayName,
    state,
    unit,
    unitConfirmedAt,
    tags,
    noticeVersion,
    noticeAt,
    joinedAt,
    unfollowedAt,
    messageCount,
  } = record
  return {
    copiedAt: record.copiedAt.toISOString(),
    displayName,
    state,
    unit: unit?.nameTh ?? null,
    unitConfirmedAt: unitConfirmedAt?.toISOString() ?? null,
    tags,
    notice: noticeVersion && noticeAt ? { version: noticeVersion, acknowledgedAt: noticeAt.toISOString() } : null,
    joinedAt: joinedAt.toISOString(),
    unfollowedAt: unfollowedAt?.toISOString() ?? null,
    messageCount,
  }
}

/** What officers may see of a person; the LINE id is not among it. */
function showPerson({
  id,
  displayName,
  state,
  unitId,
  unitConfirmedAt,
  noticeVersion,
  joinedAt,
  unfollowedAt,
}: StaffRow) {
  return {
    id,
    displayName,
    state,
    unitId,
    unitConfirmedAt: unitConfirmedAt?.toISOString() ?? null,
    noticeVersion,
    joinedAt: joinedAt.toISOString(),
    isBlocked: unfollowedAt !== null,
  }
}
