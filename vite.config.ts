import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { minifyContractRouter } from '@orpc/contract'
import react from '@vitejs/plugin-react'
import { type BuilderOptions, defineConfig, type EnvironmentOptions, type Plugin } from 'vite'
import { contract } from './src/contracts/api/index.ts'

// A further page is a folder of src/web with an index.html, and its name here.
const pages = ['phone', 'console', 'liff', 'share', 'ballot', 'screen', 'join']

const root = join(import.meta.dirname, 'src/web')
const outDir = join(import.meta.dirname, 'dist/web')

/**
 * Each page is built apart into dist/web/<page>/ with everything it needs and relative addresses, so that any host can
 * serve that one folder at any path: the simulator its phone, and the nameless ballot host nothing but its own page.
 */
function buildPage(page: string): EnvironmentOptions {
  return {
    consumer: 'client',
    build: {
      outDir,
      assetsDir: `${page}/assets`,
      emptyOutDir: false,
      // The content security policy allows no data: scripts or fonts; small files stay files.
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(root, page, 'index.html') },
    },
  }
}

const contractFile = join(import.meta.dirname, 'src/contracts/api/index.ts')

/** A page that calls the API needs to know its routes, not the schemas the server checks with: 3 KB in place of 70 gzipped. */
const contractWithoutSchemas: Plugin = {
  name: 'contract-without-schemas',
  enforce: 'pre',
  load: (id) =>
    id === contractFile ? `export const contract = ${JSON.stringify(minifyContractRouter(contract))}` : null,
}

const builder: BuilderOptions = {
  async buildApp(vite) {
    await rm(outDir, { recursive: true, force: true })
    for (const page of pages) {
      const environment = vite.environments[page]
      if (environment) await vite.build(environment)
    }
  },
}

export default defineConfig({
  root,
  base: './',
  plugins: [contractWithoutSchemas, react()],
  environments: Object.fromEntries(pages.map((page) => [page, buildPage(page)])),
  builder,
  experimental: {
    // A page's files stand beside its index.html; Vite would climb out of the folder and come back by its name.
    renderBuiltUrl: (file, { hostType }) =>
      // The console answers at many addresses, so its own begin at the root of its host.
      hostType === 'html'
        ? file.replace(/^(\w+)\//, (_folder, page) => (page === 'console' ? '/' : './'))
        : { relative: true },
  },
  // `npx vite` serves the pages with reload; the simulator answers for them.
  server: {
    proxy: {
      '/_sim': `http://127.0.0.1:${process.env.SIMULATOR_PORT ?? 3002}`,
      '/api': `http://localhost:${process.env.PORT ?? 3000}`,
    },
  },
})
