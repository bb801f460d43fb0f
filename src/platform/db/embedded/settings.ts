import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { StartError } from '../../errors.ts'

const Settings = z.strictObject({
  port: z.int().min(1).max(65535),
  passwords: z.strictObject({ owner: z.string(), app: z.string(), sender: z.string(), ballot: z.string() }),
})

export type Settings = z.infer<typeof Settings>
export type Login = keyof Settings['passwords']

/** Role names, fixed by the migration that grants them their rights. */
export const roleOf: Record<Login, string> = {
  owner: 'sucharit_owner',
  app: 'sucharit_app',
  sender: 'sucharit_sender',
  ballot: 'sucharit_ballot',
}

export function databaseUrl(settings: Settings, login: Login, database = 'sucharit'): string {
  return `postgresql://${roleOf[login]}:${settings.passwords[login]}@127.0.0.1:${settings.port}/${database}`
}

/** Port and passwords, chosen at the first start and kept (0600). Two processes starting at once end with the same ones. */
export async function readOrCreateSettings(dataDir: string, wantedPort?: number): Promise<Settings> {
  const file = settingsFile(dataDir)
  if (!existsSync(file)) {
    if (existsSync(join(dataDir, 'postgres', 'PG_VERSION'))) {
      throw new StartError(
        `${file} is missing: it holds the passwords of the database beside it. Put it back from your backup.`,
      )
    }
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const password = () => randomBytes(24).toString('base64url')
    const passwords = { owner: password(), app: password(), sender: password(), ballot: password() }
    const port = wantedPort ?? (await freePort())
    const draft = writeDraft(file, { port, passwords })
    try {
      linkSync(draft, file) // fails where the file exists, unlike rename: the first process wins
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(draft)
    }
  }
  return readSettings(file)
}

/** Somebody else took the port while the server was down. */
export async function chooseAnotherPort(dataDir: string, settings: Settings): Promise<Settings> {
  const changed = { ...settings, port: await freePort() }
  renameSync(writeDraft(settingsFile(dataDir), changed), settingsFile(dataDir))
  return changed
}

export async function isPortFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined
}

async function freePort(): Promise<number> {
  const port = await listenOnce(0)
  if (port === undefined)
    throw new StartError('No free TCP port on 127.0.0.1 for the embedded PostgreSQL. Set DATABASE_URL instead.', {
      mayPass: true,
    })
  return port
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined)) // any reason makes the port unusable for PostgreSQL too
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}

function settingsFile(dataDir: string): string {
  return join(dataDir, 'postgres.json')
}

function writeDraft(file: string, settings: Settings): string {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600, flush: true })
  return draft
}

function readSettings(file: string): Settings {
  try {
    return Settings.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new StartError(
      `${file} cannot be read. Put it back from your backup; it holds the passwords of the database beside it.`,
      { cause },
    )
  }
}
