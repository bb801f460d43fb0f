import { join } from 'node:path'
import { type Config, isLoopback } from '../config.ts'
import { findOfficerOfLine } from '../features/officers/index.ts'
import { connectLine } from '../line/connect-line.ts'
import { loadTemplates } from '../line/flex/load-templates.ts'
import { createLineLogin } from '../line/line-login.ts'
import { createAudit } from '../platform/audit/audit.ts'
import { createAuth } from '../platform/auth/auth.ts'
import type { Clock } from '../platform/clock.ts'
import { type Database, openDatabase } from '../platform/db/open-database.ts'
import { openPool } from '../platform/db/open-pool.ts'
import type { Log } from '../platform/log.ts'
import { createMailer } from '../platform/mail/create-mailer.ts'
import { createMediaStore, type MediaStore } from '../platform/media/media-store.ts'
import { createMetrics } from '../platform/metrics.ts'
import { createPace } from '../platform/pace/create-pace.ts'
import { createLaneStore } from '../platform/pace/lane-store.ts'
import { createPictures } from '../platform/pictures/create-pictures.ts'
import { createSecrets, type Secrets } from '../platform/secrets/secrets.ts'
import { authSecrets } from './auth-secrets.ts'
import { channelAccess, loginCallbackUrl, loginChannel } from './channel.ts'
import { isDemoOnThisMachine, phoneOrigins } from './phone-sheet.ts'

export type ProcessDeps = {
  config: Config
  urls: { app: string; sender: string; isBallotLoginApart: boolean }
  clock: Clock
  log: Log
}
export type Platform = ReturnType<typeof composePlatform>

const templatesDir = join(import.meta.dirname, '../../flex-templates')

/** What every feature stands on. Nothing connects yet: a database or LINE that is away stops no start here. */
export function composePlatform({ config, urls, clock, log }: ProcessDeps) {
  const secrets = createSecrets(config.secretsDir)
  const metrics = createMetrics()
  const database = openDatabase({ url: urls.app, poolSize: 16, log })
  // No Prisma over it: its statements are few, and what a second client knows of the schema takes 12 MB.
  const senderPool = openPool({
    url: urls.sender,
    poolSize: 4,
    log,
    name: 'sucharit-sender',
    byIndexOnly: true,
  })
  const audit = createAudit({ database, clock })
  const isDemo = isDemoOnThisMachine(config)
  const auth = createAuth({
    database,
    audit,
    publicUrl: config.publicUrl,
    secrets: authSecrets(config, secrets),
    isDemo,
    log,
    line: lineSignIn({ config, secrets, clock, database }),
  })
  const line = connectLine({
    access: channelAccess(config, secrets),
    apiUrl: config.lineApiUrl,
    dataApiUrl: config.lineDataApiUrl,
    clock,
    log,
    metrics,
    pace: createPace({ store: createLaneStore(database.pool), perSecond: config.callsPerSecond }),
  })
  const pictures = createPictures()
  const media = createMediaStore(join(config.dataDir, 'media'))
  const templates = loadCardTemplates(config, media)
  return {
    config,
    urls,
    clock,
    log,
    secrets,
    metrics,
    database,
    senderPool,
    audit,
    auth,
    isDemo,
    /** Who may show the pages that open in LINE in a frame. */
    frameHolders: phoneOrigins(config),
    line,
    mailer: config.mail && createMailer(config.mail),
    templates,
    media,
    pictures,
    /** Throws TEMPLATE_UNKNOWN, TEMPLATE_DATA_INVALID or MESSAGE_OVER_LIMIT; what it returns has passed every limit of LINE. */
    renderCard: templates.renderMessage,
    close: () => Promise.all([database.close(), senderPool.end(), pictures.close()]),
  }
}

/** Undefined where no LINE Login channel is set: then nobody is offered to sign in with LINE. */
function lineSignIn(deps: { config: Config; secrets: Secrets; clock: Clock; database: Database }) {
  const { config, secrets, clock, database } = deps
  const channel = loginChannel(config, secrets)
  if (!channel) return undefined
  const login = createLineLogin({ channel, apiUrl: config.lineApiUrl, callbackUrl: loginCallbackUrl(config), clock })
  return {
    ...login,
    findOfficer: (lineUserId: string) => findOfficerOfLine(database.prisma, lineUserId, clock.now()),
  }
}

/** Where LINE is a look-alike on this machine, cards may link to http addresses of this machine too. */
export const loadCardTemplates = (config: Pick<Config, 'lineApiUrl'>, media: Pick<MediaStore, 'sizeOf'>) =>
  loadTemplates(templatesDir, { allowHttpLoopback: isLoopback(config.lineApiUrl), sizeOf: media.sizeOf })
