import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { type Migration, migrationsFolder } from './migrations-folder.ts'
import { utcSession } from './open-pool.ts'

/**
 * Prisma's own migration engine, as WebAssembly (the native one is downloaded from outside npm). Loading takes about 60 ms, so it
 * is loaded only when there is something to do. `url` is a login that may change the schema. `beforeRun` may add to a script.
 * PostgreSQL's own error is kept in `scriptFailure`: the engine's says only that there was one.
 */
export async function withSchemaEngine<T>(
  options: { url: string; schema?: string; beforeRun?: (script: string) => string; lockTimeoutMs?: number },
  use: (engine: SchemaEngine, scriptFailure: () => unknown) => Promise<T>,
): Promise<T> {
  const { SchemaEngine } = await engineOnce()
  const { beforeRun = (script) => script } = options
  let failure: unknown

  const pools: pg.Pool[] = [] // freeing the engine leaves its connections open
  // adapter-pg cuts a script at every semicolon, also inside a function's body; PostgreSQL takes it whole.
  async function connect(url: string, afterwards?: () => Promise<void>): Promise<SqlDriverAdapter> {
    const pool = new pg.Pool({
      connectionString: url,
      max: 2,
      lock_timeout: options.lockTimeoutMs,
      connectionTimeoutMillis: 5000,
      options: utcSession(url),
    })
    pool.on('error', () => {}) // the next statement on the lost connection reports it
    pools.push(pool)
    markChars(pool)
    const adapter: SqlDriverAdapter = await new PrismaPg(pool).connect()
    readMarkedChars(adapter)
    adapter.executeScript = async (script) => {
      failure = undefined
      await pool.query(beforeRun(script)).catch((error: unknown) => {
        failure = error
        throw error
      })
    }
    adapter.dispose = async () => {
      await pool.end()
      await afterwards?.()
    }
    return adapter
  }

  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(options.url),
    async connectToShadowDb() {
      const name = `shadow_${crypto.randomUUID().replaceAll('-', '')}`
      await runOnce(options.url, `CREATE DATABASE ${name}`)
      const shadow = new URL(options.url)
      shadow.pathname = `/${name}`
      return connect(shadow.href, () => runOnce(options.url, `DROP DATABASE ${name} WITH (FORCE)`))
    },
  })
  const datamodels =
    options.schema === undefined ? undefined : ([['schema.prisma', options.schema]] as [string, string][])
  const engine = await SchemaEngine.new({ datamodels }, () => {}, factory)
  try {
    return await use(engine, () => failure)
  } finally {
    engine.free()
    await Promise.all(pools.filter((pool) => !pool.ending).map((pool) => pool.end()))
  }
}

// The glue holds one instance; a second one would answer the calls of the first.
let loading: ReturnType<typeof loadEngine> | undefined
function engineOnce(): ReturnType<typeof loadEngine> {
  loading ??= loadEngine()
  return loading
}

// By hand: importing the package's .wasm directly makes Node print an ExperimentalWarning at every first start.
async function loadEngine(): Promise<typeof import('@prisma/schema-engine-wasm')> {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const file = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm')
    .replace(/schema_engine\.js$/, 'schema_engine_bg.wasm')
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    './schema_engine_bg.js': withIdleTimers(glue),
  })
  glue.__wbg_set_wasm(instance.exports)
  const { __wbindgen_start: start } = instance.exports as { __wbindgen_start: () => void }
  start()
  return glue
}

// The engine waits up to 10 s for its lock and leaves that timer running; it must not keep a command line tool alive.
function withIdleTimers(glue: Record<string, unknown>): WebAssembly.ModuleImports {
  const setIdle = (callback: () => void, ms: number) => setTimeout(callback, ms).unref()
  const names = Object.keys(glue).filter((name) => name.startsWith('__wbg_setTimeout_'))
  return { ...glue, ...Object.fromEntries(names.map((name) => [name, setIdle])) } as WebAssembly.ModuleImports
}

// The engine reads pg_constraint.contype, whose type "char" adapter-pg 7.10 refuses to name, as a character and nothing else. The
// result passes the adapter as bpchar under a marked column name, by which `readMarkedChars` knows it again.
const charOid = 18
const bpcharOid = 1042
const mark = ' (char)'

function markChars(pool: pg.Pool): void {
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>
  pool.query = (async (...args: unknown[]) => {
    const result = await query(...args)
    for (const field of result.fields ?? []) {
      if (field.dataTypeID !== charOid) continue
      field.dataTypeID = bpcharOid
      field.name += mark
    }
    return result
  }) as typeof pool.query
}

function readMarkedChars(adapter: SqlDriverAdapter): void {
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    const isChar = result.columnNames.map((name) => name.endsWith(mark))
    return {
      ...result,
      columnNames: result.columnNames.map((name) => (name.endsWith(mark) ? name.slice(0, -mark.length) : name)),
      columnTypes: result.columnTypes.map((type, index) => (isChar[index] ? ColumnTypeEnum.Character : type)),
    }
  }
}

async function runOnce(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

export function toMigrationList(migrations: Migration[]): MigrationList {
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, script }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
    })),
  }
}
