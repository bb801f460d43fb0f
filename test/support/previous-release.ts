import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
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

/** The product as of that commit in a folder of its own, with the packages and pages of this one. */
export async function openRelease(commit: string): Promise<{ dir: string; remove(): void }> {
  const dir = mkdtempSync(join(tmpdir(), 'sucharit-release-'))
  const files = ['src', 'prisma', 'prisma.config.ts', 'flex-templates', 'package.json', 'tsconfig.json']
  const archive = join(dir, 'release.tar')
  await git('archive', '--output', archive, commit, ...files)
  await run('tar', ['-xf', archive, '-C', dir])
  for (const made of ['node_modules', 'dist']) symlinkSync(join(thisProject, made), join(dir, made))
  await run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], { cwd: dir })
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}
