import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { type BuilderOptions, defineConfig, type EnvironmentOptions } from 'vite'

// A further page is a folder of src/web with an index.html, and its name here.
const pages = ['phone', 'liff', 'ballot', 'screen', 'join']

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
  plugins: [react()],
  environments: Object.fromEntries(pages.map((page) => [page, buildPage(page)])),
  builder,
  experimental: {
    // A page's files stand beside its index.html; Vite would climb out of the folder and come back by its name.
    renderBuiltUrl: (file, { hostType }) =>
      hostType === 'html' ? `./${file.slice(file.indexOf('/') + 1)}` : { relative: true },
  },
  // `npx vite` serves the pages with reload; the simulator answers for them.
  server: { proxy: { '/_sim': `http://127.0.0.1:${process.env.SIMULATOR_PORT ?? 3002}` } },
})
