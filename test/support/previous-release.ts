import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const thisProject = join(import.meta.dirname, '../..')
const run = promisify(execFile)
const git = async (...args: string[]) =>
  (await run('git', ['-C', thisProject, ...args], { encoding: 'utf8' })).stdout.trim()

/**
 * Commits to upgrade from, the newest first: the release before this one; while there is none, those that did not know the
 * latest migrations yet. None where the project lies without its history.
 */
export async function listPreviousReleases(count: number): Promise<string[]> {
  try {
    const tags = (
      await git('tag', '--list', 'v*', '--sort=-creatordate', '--merged', 'HEAD', '--no-contains', 'HEAD')
    ).split('\n')
    if (tags[0]) return tags.slice(0, count)
    const adding = ['log', '--format=%h', '--diff-filter=A', `--max-count=${count}`, '--', 'prisma/migrations']
    const before = (await git(...adding)).split('\n').map((commit) => `${commit}^`)
    const isThere = await Promise.all(before.map(isKnown))
    return before.filter((_commit, index) => isThere[index])
  } catch {
    return [] // no git: a copy of the files alone
  }
}

/** Not where history begins, nor where a clone was cut. */
const isKnown = (commit: string): Promise<boolean> =>
  git('rev-parse', '--verify', '--quiet', commit).then(
    () => true,
    () => false,
  )

/** The product as of that commit in a folder of its own, with the pages of this one, and its packages where they are the same. */
export async function openRelease(commit: string): Promise<{ dir: string; remove(): void }> {
  const dir = mkdtempSync(join(tmpdir(), 'sucharit-release-'))
  const files = [
    'src',
    'prisma',
    'prisma.config.ts',
    'flex-templates',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ]
  const archive = join(dir, 'release.tar')
  await git('archive', '--output', archive, commit, ...files)
  await run('tar', ['-xf', archive, '-C', dir])
  symlinkSync(join(thisProject, 'dist'), join(dir, 'dist'))
  const lockOf = (folder: string) => readFileSync(join(folder, 'package-lock.json'), 'utf8')
  if (lockOf(dir) === lockOf(thisProject)) symlinkSync(join(thisProject, 'node_modules'), join(dir, 'node_modules'))
  else await run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: dir })
  await run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], { cwd: dir })
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}
