import { createSecretKey } from 'node:crypto'
import { isLoopback } from '../config.ts'
import type { createAccounts } from '../features/accounts/index.ts'
import type { createAudience } from '../features/audience/index.ts'
import type { createCalendar } from '../features/calendar/index.ts'
import type { createCampaigns } from '../features/campaigns/index.ts'
import type { createContent } from '../features/content/index.ts'
import type { createIta } from '../features/ita/index.ts'
import type { createOfficers } from '../features/officers/index.ts'
import type { createPictureFeature } from '../features/pictures/index.ts'
import { createDraw } from '../features/polls/draw-index.ts'
import { createPolls } from '../features/polls/index.ts'
import { createPollKeys } from '../features/polls/poll-keys.ts'
import { pollLink } from '../features/polls/poll-link.ts'
import { createRooms } from '../features/polls/room-index.ts'
import { createAddFriendUrl } from '../line/add-friend-url.ts'
import { createLive } from '../platform/live/create-live.ts'
import { enqueue } from '../platform/outbox/enqueue.ts'
import { createKeyFolders } from '../platform/secrets/key-folders.ts'
import { idTokenReader } from './id-token-reader.ts'
import type { Platform } from './platform.ts'
import { pollKeysFolder } from './poll-keys-folder.ts'
import { webPage } from './web-page.ts'

type PollNeeds = {
  accounts: ReturnType<typeof createAccounts>
  audience: ReturnType<typeof createAudience>
  calendar: ReturnType<typeof createCalendar>
  campaigns: ReturnType<typeof createCampaigns>
  content: ReturnType<typeof createContent>
  ita: ReturnType<typeof createIta>
  officers: ReturnType<typeof createOfficers>
  pictures: ReturnType<typeof createPictureFeature>
}

/** What the office asks: polls, the draw of ballots, and the rooms where a poll is led. The ballot host is a process apart. */
export function composePolls(
  platform: Platform,
  { accounts, audience, calendar, campaigns, content, ita, officers, pictures }: PollNeeds,
) {
  const { config, secrets, line, urls, database } = platform
  const keyFolders = createKeyFolders(pollKeysFolder(config))
  const draw = createDraw({
    ...platform,
    keyFolders,
    readIdToken: idTokenReader(platform),
    liff: config.liff,
    ballotUrl: config.ballotUrl,
    agencyName: accounts.agencyName,
    pageDir: webPage('liff'),
  })
  const rooms = createRooms({
    ...platform,
    findRole: officers.findRole,
    publicUrl: config.publicUrl,
    lastingKey: secrets.lasting,
    findNamer: createPollKeys(keyFolders).findNamer,
    openLive: (options) => createLive({ ...platform, ...options, url: urls.app, pool: database.pool }),
  })
  const polls = createPolls({
    ...platform,
    enqueue,
    keyFolders,
    eventKey: createSecretKey(secrets.lasting('vote-events')),
    canDrawBallots: config.liff !== undefined,
    isBallotHostApart: !isLoopback(config.ballotUrl) && urls.isBallotLoginApart,
    sendReply: line.sendReply,
    listStaffOf: audience.listStaffOf,
    findReader: audience.findReader,
    officeCalendar: calendar.officeCalendar,
    isApprovalRequired: accounts.isApprovalRequired,
    agencyName: accounts.agencyName,
    // Named here one by one, so that a choice a campaign gains later is made for polls too, or refused by the compiler.
    createCampaign: (tx, actor, request) =>
      campaigns.create(tx, actor, {
        ...request,
        receipt: false,
        rideMinutes: null,
        chatsPerMinute: null,
        spreadMinutes: null,
      }),
    findCampaignStates: campaigns.findStates,
    reviseCampaign: campaigns.revise,
    checkRules: content.checkRules,
    findItaItems: ita.findItems,
    makePicture: async (tx, actor, { format, ...figures }) => {
      const [picture] = await pictures.makeOfFigures(tx, actor, { ...figures, sizes: [format], isApproved: true })
      return picture as NonNullable<typeof picture>
    },
    makeHero: (tx, card) => pictures.makeHero(tx, { ...card, id: null, state: 'approved' }),
    chatUrl: createAddFriendUrl(line),
    ballotUrl: (poll) => pollLink(config.liff, poll),
    createRoom: rooms.createRoom,
    wakeRoom: rooms.wake,
  })
  return { draw, rooms, polls }
}
