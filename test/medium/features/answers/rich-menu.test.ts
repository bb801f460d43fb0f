import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { standardColors } from '../../../../src/contracts/colors.ts'
import { createRichMenu, richMenuJobs } from '../../../../src/features/answers/index.ts'
import { drawPage, type MenuColors } from '../../../../src/features/answers/rich-menu-picture.ts'
import { keyOf, menuPages, richMenuSize } from '../../../../src/features/answers/rich-menu-rules.ts'
import { forgetMenus, listMenuReaders, markMenu } from '../../../../src/features/audience/menu-language-repo.ts'
import { createLineClient } from '../../../../src/line/client/create-line-client.ts'
import { createFixedToken } from '../../../../src/line/client/tokens.ts'
import { type Database, openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { enqueue } from '../../../../src/platform/outbox/enqueue.ts'
import { createPictures } from '../../../../src/platform/pictures/create-pictures.ts'
import { createJobRegistry } from '../../../../src/platform/queue/job-registry.ts'
import { createSecrets } from '../../../../src/platform/secrets/secrets.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'
import { startTestSimulator, type TestSimulator, testChannel } from '../../../support/test-simulator.ts'

const log = createLog({ level: 'silent' })
const pictures = createPictures()
const secretsDir = mkdtempSync(join(tmpdir(), 'rich-menu-secrets-'))
const secrets = createSecrets(secretsDir)
let simulator: TestSimulator
let made: TestDatabase
let database: Database
let nowMs = Date.UTC(2026, 10, 25)
let drawn = 0
let colors: MenuColors = standardColors

beforeAll(async () => {
  simulator = await startTestSimulator()
  made = await createTestDatabase()
  database = openDatabase({ url: made.url, poolSize: 2, log })
})
beforeEach(async () => {
  await simulator.control('/reset', {})
  await simulator.control('/settings', { limits: 'off' })
  await database.prisma.setting.deleteMany()
  drawn = 0
  colors = standardColors
})
afterAll(async () => {
  await pictures.close()
  await database.close()
  await made.drop()
  await simulator.close()
  rmSync(secretsDir, { recursive: true, force: true })
})

/** A process of the product, as far as the rich menu goes. */
function start() {
  const line = createLineClient({
    apiUrl: simulator.url,
    dataApiUrl: simulator.url,
    tokens: createFixedToken(testChannel.accessToken),
    log,
  })
  const counted = {
    renderPicture: (...args: Parameters<typeof pictures.renderPicture>) => {
      drawn += 1
      return pictures.renderPicture(...args)
    },
  }
  const clock = { now: () => new Date(nowMs) }
  const menu = createRichMenu({
    database,
    log,
    line,
    pictures: counted,
    clock,
    secrets,
    enqueue,
    menuColors: async () => colors,
    listMenuReaders,
    markMenu,
    forgetMenus,
  })
  const jobs = createJobRegistry(richMenuJobs)
  menu.registerJobs(jobs)
  const [syncing, linking] = menu.sweepSources
  const run = (job: string, payload = {}) =>
    jobs.find(job)!.handler(payload, { jobId: 'j', signal: new AbortController().signal })
  return {
    findLost: syncing!.findLost,
    findUnlinked: linking!.findLost,
    sync: () => run('sync-rich-menu'),
    link: (payload = {}) => run('link-rich-menus', payload),
    chooseLanguage: () => database.transaction((tx) => menu.linkLater(tx)),
    /** What the job that this asks for is given. */
    async erase(lineUserId: string) {
      await database.transaction((tx) => menu.unlinkLater(tx, lineUserId))
      const row = await database.prisma.outboxJob.findFirstOrThrow({ orderBy: { id: 'desc' } })
      return row.payload as { erased: { day: string; box: string } }
    },
  }
}

type Menu = { richMenuId: string; name: string; areas: { action: Record<string, string> }[] }
const get = async (path: string) => (await simulator.line('GET', path)).body
const listMenus = async () => (await get('/v2/bot/richmenu/list')).richmenus as Menu[]

describe('the rich menu', () => {
  test('is drawn anew in the colours of the office as soon as they change, and the old one goes', async () => {
    const office = start()
    await office.sync()
    const before = (await listMenus()).map(({ richMenuId }) => richMenuId)
    expect(await office.findLost()).toEqual([])
    colors = { ...standardColors, navy: '#7A2230', saffron: '#2E8B57' }
    nowMs += 3_600_000
    expect(await office.findLost()).toHaveLength(1)
    await office.sync()
    const after = await listMenus()
    expect(after).toHaveLength(4)
    expect(after.map(({ richMenuId }) => richMenuId)).not.toEqual(expect.arrayContaining(before.slice(0, 1)))
    expect(drawn).toBe(8)
  })

  test('is two tabs in each language that lead to each other, with pictures, the first in Thai for everybody', async () => {
    await start().sync()
    const menus = await listMenus()
    expect(menus.map(({ name }) => name.split('/')[1])).toEqual(['know', 'take', 'know-en', 'take-en'])
    expect((await get('/v2/bot/user/all/richmenu')).richMenuId).toBe(menus[0]!.richMenuId)
    for (const { richMenuId, areas } of menus) {
      const image = await simulator.line('GET', `/v2/bot/richmenu/${richMenuId}/content`)
      expect(image.headers.get('content-type')).toBe('image/png')
      expect(areas).toHaveLength(6)
    }
    const aliases = (await get('/v2/bot/richmenu/alias/list')).aliases
    expect(aliases).toEqual([
      { richMenuAliasId: 'sucharit-know', richMenuId: menus[0]!.richMenuId },
      { richMenuAliasId: 'sucharit-take', richMenuId: menus[1]!.richMenuId },
      { richMenuAliasId: 'sucharit-know-en', richMenuId: menus[2]!.richMenuId },
      { richMenuAliasId: 'sucharit-take-en', richMenuId: menus[3]!.richMenuId },
    ])
    for (const [language, ending] of Object.entries({ th: '', en: '-en' })) {
      const own = menus.filter(({ name }) => name.split('/')[1]!.endsWith('-en') === (language === 'en'))
      const actions = own.flatMap(({ areas }) => areas).map(({ action }) => action)
      const taps = actions.map(({ richMenuAliasId, data }) => richMenuAliasId ?? data)
      if (language === 'en') expect(JSON.stringify(own)).not.toMatch(/[\u0e00-\u0e7f]/)
      expect(new Set(taps)).toEqual(new Set([`sucharit-know${ending}`, `sucharit-take${ending}`, ...topics]))
    }
  })

  const topics = [
    ...['today', 'dosDonts', 'budget', 'ita', 'polls', 'feedback'].map((name) => `topic?name=${name}`),
    'quiz',
    'settings',
  ]

  test('is made once, however many processes start and jobs run', async () => {
    await start().sync()
    const menus = await listMenus()
    for (let turn = 0; turn < 3; turn += 1) await start().sync()
    expect(await listMenus()).toEqual(menus)
    expect(drawn).toBe(4)
  })

  test('is asked for until it is there, ever more rarely, and not afterwards', async () => {
    const system = start()
    expect(await system.findLost()).toMatchObject([{ job: 'sync-rich-menu' }])
    expect(await system.findLost()).toEqual([])
    nowMs += 60_000
    expect(await system.findLost()).toHaveLength(1)
    nowMs += 60_000
    expect(await system.findLost()).toEqual([])
    nowMs += 60_000
    expect(await system.findLost()).toHaveLength(1)
    await system.sync()
    nowMs += 86_400_000
    expect(await system.findLost()).toEqual([])
  })

  test('made half when the process died is made whole, and the half is removed', async () => {
    await simulator.control('/faults', [{ endpoint: 'rich-menu-image', mode: 'status', status: 500, times: 1 }])
    await expect(start().sync()).rejects.toMatchObject({ code: 'LINE_UNREACHABLE' })
    const [half] = await listMenus()
    await start().sync()
    const menus = await listMenus()
    expect(menus).toHaveLength(4)
    expect(menus.map(({ richMenuId }) => richMenuId)).not.toContain(half!.richMenuId)
  })

  test('takes the place of an older release’s, which goes; what others have made stays', async () => {
    const action = { type: 'message', text: 'ก' }
    const areas = [{ bounds: { x: 0, y: 0, width: 800, height: 250 }, action }]
    const menu = { size: { width: 800, height: 250 }, selected: false, chatBarText: 'ก', areas }
    const make = async (name: string) =>
      (await simulator.line('POST', '/v2/bot/richmenu', { ...menu, name })).body.richMenuId as string
    const [old, others] = [await make('sucharit/know/0123456789abcdef'), await make('เมนูของงานประชุม')]
    await simulator.line('POST', '/v2/bot/richmenu/alias', { richMenuAliasId: 'sucharit-know', richMenuId: old })
    await start().sync()
    const ids = (await listMenus()).map(({ richMenuId }) => richMenuId)
    expect(ids).toHaveLength(5)
    expect(ids).toContain(others)
    expect(ids).not.toContain(old)
    expect((await get('/v2/bot/richmenu/alias/sucharit-know')).richMenuId).not.toBe(old)
  })

  test('that somebody removed in LINE’s own console is back after the night', async () => {
    const system = start()
    await system.sync()
    for (const { richMenuId } of await listMenus()) await simulator.line('DELETE', `/v2/bot/richmenu/${richMenuId}`)
    await system.sync()
    expect(await listMenus()).toHaveLength(4)
    expect((await get('/v2/bot/user/all/richmenu')).richMenuId).toBe((await listMenus())[0]!.richMenuId)
  })
})

describe('the menu of somebody who reads English', () => {
  const makeReader = async (language: 'th' | 'en' | null) => {
    const lineUserId = await simulator.user()
    return database.prisma.staff.create({ data: { lineUserId, language } })
  }
  const menuOf = async (userId: string) =>
    ((await simulator.line('GET', `/v2/bot/user/${userId}/richmenu`)).body.richMenuId as string | undefined) ??
    'default'
  const english = async () => (await listMenus()).find(({ name }) => name.includes('/know-en/'))!.richMenuId
  beforeEach(async () => {
    await database.prisma.staff.deleteMany()
  })

  test('is in English, and the one of everybody again when they go back to Thai', async () => {
    const office = start()
    await office.sync()
    const [reader, other] = [await makeReader('en'), await makeReader(null)]
    expect(await office.findUnlinked()).toMatchObject([{ job: 'link-rich-menus', payload: {} }])
    await office.link()
    expect(await menuOf(reader.lineUserId)).toBe(await english())
    expect(await menuOf(other.lineUserId)).toBe('default')
    nowMs += 86_400_000
    expect(await office.findUnlinked()).toEqual([])
    await database.prisma.staff.update({ where: { id: reader.id }, data: { language: 'th' } })
    expect(await office.findUnlinked()).toHaveLength(1)
    await office.link()
    expect(await menuOf(reader.lineUserId)).toBe('default')
  })

  test('is linked once it is there, when they chose their language before', async () => {
    const office = start()
    const reader = await makeReader('en')
    await office.link()
    expect(await menuOf(reader.lineUserId)).toBe('default')
    await office.sync()
    await office.link()
    expect(await menuOf(reader.lineUserId)).toBe(await english())
  })

  test('follows them to the menus of another colour, which LINE knows as new ones', async () => {
    const office = start()
    const reader = await makeReader('en')
    await office.sync()
    await office.link()
    colors = { ...standardColors, navy: '#7A2230' }
    await office.sync()
    expect(await menuOf(reader.lineUserId)).toBe('default')
    await office.link()
    expect(await menuOf(reader.lineUserId)).toBe(await english())
  })

  test('stays where it is on a night on which nothing was made anew', async () => {
    const office = start()
    const reader = await makeReader('en')
    await office.sync()
    await office.link()
    const [, , , take] = await listMenus()
    await simulator.line('POST', `/v2/bot/user/${reader.lineUserId}/richmenu/${take!.richMenuId}`)
    await office.sync()
    await office.link()
    expect(await menuOf(reader.lineUserId)).toBe(take!.richMenuId)
  })

  test('goes when they are erased', async () => {
    const office = start()
    const reader = await makeReader('en')
    await office.sync()
    await office.link()
    await database.prisma.staff.delete({ where: { id: reader.id } })
    await office.link(await office.erase(reader.lineUserId))
    expect(await menuOf(reader.lineUserId)).toBe('default')
  })

  test('is named to LINE alone when they are erased: the job holds nothing that can be read once the day’s key is gone', async () => {
    const office = start()
    const reader = await makeReader('en')
    await office.sync()
    await office.link()
    const payload = await office.erase(reader.lineUserId)
    expect(JSON.stringify(payload)).not.toContain(reader.lineUserId)
    expect(Buffer.from(payload.erased.box, 'base64').toString('latin1')).not.toContain(reader.lineUserId)
    secrets.destroyDayKeysBefore('9999-12-31')
    await office.link(payload)
    expect(await menuOf(reader.lineUserId)).toBe(await english())
  })

  test('is let go of where LINE does not know the erased any more: no failed job is left; a LINE that is away is asked again', async () => {
    const office = start()
    await office.sync()
    const payload = await office.erase(`U${randomBytes(16).toString('hex')}`)
    const refuse = (status: number) =>
      simulator.control('/faults', [{ endpoint: 'rich-menu-link', mode: 'status', status, times: 1 }])
    await refuse(400)
    await office.link(payload)
    await refuse(500)
    await expect(office.link(payload)).rejects.toMatchObject({ code: 'LINE_UNREACHABLE' })
  })

  test('is asked for by each erasure and each choice of a language, also within one millisecond', async () => {
    const office = start()
    await office.erase(`U${randomBytes(16).toString('hex')}`)
    await office.erase(`U${randomBytes(16).toString('hex')}`)
    await office.chooseLanguage()
    const rows = await database.prisma.outboxJob.findMany()
    expect(new Set(rows.map(({ jobId }) => jobId)).size).toBe(rows.length)
  })
})

test.each(menuPages)(
  '$tab in $language looks as the committed picture (npm run pictures draws it anew)',
  async (page) => {
    const drawn = PNG.sync.read(await pictures.renderPicture(drawPage(page), richMenuSize))
    const kept = PNG.sync.read(
      readFileSync(join(import.meta.dirname, `../../../../.github/rich-menu-${keyOf(page)}.png`)),
    )
    expect([drawn.width, drawn.height]).toEqual([kept.width, kept.height])
    const different = pixelmatch(drawn.data, kept.data, undefined, drawn.width, drawn.height, { threshold: 0.1 })
    expect(different / (drawn.width * drawn.height)).toBeLessThan(0.001)
  },
)

describe('the simulator', () => {
  const menu = (more: object = {}) => ({
    size: { width: 800, height: 250 },
    selected: false,
    name: 'ก',
    chatBarText: 'เมนู',
    areas: [],
    ...more,
  })
  const area = (bounds: object, action: object = { type: 'message', text: 'ก' }) => ({ areas: [{ bounds, action }] })

  test.each([
    ['too narrow', menu({ size: { width: 799, height: 250 } })],
    ['too low', menu({ size: { width: 800, height: 249 } })],
    ['too high for its width', menu({ size: { width: 800, height: 552 } })],
    ['a bar text of 15 characters', menu({ chatBarText: 'ก'.repeat(15) })],
    ['an area outside', menu(area({ x: 700, y: 0, width: 101, height: 10 }))],
    [
      'a label of 21 characters',
      menu(area({ x: 0, y: 0, width: 9, height: 9 }, { type: 'message', text: 'ก', label: 'ก'.repeat(21) })),
    ],
    ['an unknown property', menu({ colour: 'red' })],
    ['21 areas', menu({ areas: Array.from({ length: 21 }, () => area({ x: 0, y: 0, width: 9, height: 9 }).areas[0]) })],
    [
      'an alias in capitals',
      menu(area({ x: 0, y: 0, width: 9, height: 9 }, { type: 'richmenuswitch', richMenuAliasId: 'A', data: 'x' })),
    ],
  ])('refuses a menu with %s', async (_what, body) => {
    expect((await simulator.line('POST', '/v2/bot/richmenu', body)).status).toBe(400)
    expect(await listMenus()).toEqual([])
  })

  test('shows no menu without its picture, and takes a picture of the right size once', async () => {
    const { richMenuId } = (await simulator.line('POST', '/v2/bot/richmenu', menu())).body
    const setDefault = () => simulator.line('POST', `/v2/bot/user/all/richmenu/${richMenuId}`)
    expect((await setDefault()).status).toBe(400)
    const upload = async (bytes: Buffer, type = 'image/png') => {
      const headers = { authorization: `Bearer ${testChannel.accessToken}`, 'content-type': type }
      const path = `${simulator.url}/v2/bot/richmenu/${richMenuId}/content`
      return (await fetch(path, { method: 'POST', headers, body: new Uint8Array(bytes) })).status
    }
    const png = (width: number, height: number) =>
      pictures.renderPicture({ type: 'container', style: { width, height }, children: [] } as never, { width, height })
    expect(await upload(await png(801, 250))).toBe(400)
    expect(await upload(randomBytes(100))).toBe(400)
    expect(await upload(Buffer.alloc(1_000_001))).toBe(413)
    expect(await upload(await png(800, 250), 'image/gif')).toBe(415)
    expect(await upload(await png(800, 250))).toBe(200)
    expect(await upload(await png(800, 250))).toBe(400)
    expect((await setDefault()).status).toBe(200)
    expect((await simulator.line('POST', `/v2/bot/user/all/richmenu/richmenu-${'0'.repeat(32)}`)).status).toBe(404)
  })

  test('links people of their own, keeps all of it over a restart, and forgets what is deleted', async () => {
    await start().sync()
    const [first, second] = await listMenus()
    const userId = await simulator.user()
    const own = `/v2/bot/user/${userId}/richmenu`
    expect((await simulator.line('GET', own)).status).toBe(404)
    expect((await simulator.line('POST', `${own}/${second!.richMenuId}`)).status).toBe(200)
    await simulator.restart()
    expect((await get(own)).richMenuId).toBe(second!.richMenuId)
    expect((await get('/v2/bot/user/all/richmenu')).richMenuId).toBe(first!.richMenuId)
    await simulator.line('DELETE', `/v2/bot/richmenu/${second!.richMenuId}`)
    expect((await simulator.line('GET', own)).status).toBe(404)
    expect((await get('/v2/bot/richmenu/alias/list')).aliases).toHaveLength(3)
  })

  test('turns the phone to the tab tapped and tells the bot', async () => {
    await start().sync()
    const userId = await simulator.user()
    const tap = { type: 'richmenuswitch', userId, richMenuAliasId: 'sucharit-take', data: 'tab?to=take' }
    await simulator.control('/events', tap)
    expect(simulator.receiver.events().at(-1)).toMatchObject({
      type: 'postback',
      postback: { data: 'tab?to=take', params: { newRichMenuAliasId: 'sucharit-take', status: 'SUCCESS' } },
    })
    const [, second] = await listMenus()
    expect((await simulator.state()).richMenus.ofUsers[userId]).toBe(second!.richMenuId)
  })

  test('takes the loading animation for people alone, in steps of five seconds', async () => {
    const userId = await simulator.user()
    const groupId = await simulator.group([userId])
    const show = async (body: object) => (await simulator.line('POST', '/v2/bot/chat/loading/start', body)).status
    expect(await show({ chatId: userId, loadingSeconds: 5 })).toBe(202)
    expect((await simulator.state()).loading).toEqual([userId])
    await simulator.push(userId, [{ type: 'text', text: 'ก' }])
    expect((await simulator.state()).loading).toEqual([])
    expect(await show({ chatId: groupId, loadingSeconds: 5 })).toBe(400)
    for (const loadingSeconds of [0, 4, 7, 65, '5']) expect(await show({ chatId: userId, loadingSeconds })).toBe(400)
  })
})
