import process from 'node:process'
import { defineConfig } from 'prisma/config'

// The native schema engine is downloaded from outside npm and is absent on closed networks. Migrations run on its
// WebAssembly build (src/platform/db/migrate.ts); naming any executable here keeps `prisma generate` offline.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
})
