// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of JSON-e is what is tested
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'
import { StartError } from '../../../../src/platform/errors.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'flex-templates-'))
  cpSync('flex-templates', directory, { recursive: true })
})

afterEach(() => rmSync(directory, { recursive: true }))

function startError(): StartError {
  try {
    loadTemplates(directory)
  } catch (error) {
    if (error instanceof StartError) return error
    throw error
  }
  throw new Error('The templates loaded.')
}

describe('loadTemplates', () => {
  test('stops the start and names a file that is no JSON', () => {
    writeFileSync(join(directory, 'notice.json'), '{ "altText": ')
    expect(startError().message).toContain('notice.json is no JSON')
  })

  test('stops the start and names a template that has no file, and one that has no sample', () => {
    rmSync(join(directory, 'menu.json'))
    expect(startError().message).toContain('menu.json cannot be read')
    cpSync('flex-templates/menu.json', join(directory, 'menu.json'))
    rmSync(join(directory, 'menu.sample.json'))
    expect(startError().message).toContain('menu.sample.json cannot be read')
  })

  test('stops the start and names a file that has no schema', () => {
    writeFileSync(join(directory, 'birthday.json'), '{}')
    expect(startError().message).toContain('birthday.json belongs to no template')
  })

  test('stops the start when a template asks for a name that no data has', () => {
    writeFileSync(
      join(directory, 'notice.json'),
      '{ "altText": "x", "contents": { "type": "bubble", "size": "${sise}" } }',
    )
    expect(startError().message).toMatch(/notice\.json does not render notice\.sample\.json.*sise/)
  })

  test('stops the start when a sample does not fit its schema', () => {
    writeFileSync(join(directory, 'notice.sample.json'), '{ "title": "ประกาศ" }')
    expect(startError().message).toMatch(/notice\.json does not render notice\.sample\.json.*"path":"text"/)
  })

  test('stops the start when a template makes what LINE refuses', () => {
    writeFileSync(
      join(directory, 'notice.json'),
      '{ "altText": "x", "contents": { "type": "bubble", "size": "huge" } }',
    )
    expect(startError().message).toMatch(/notice\.json does not render notice\.sample\.json.*size/)
  })

  test('stops the start when a part calls itself', () => {
    writeFileSync(join(directory, 'parts/heading.json'), '{ "part": "heading", "kicker": "x" }')
    expect(startError().message).toContain('does not render')
  })

  test('says that the folder is missing', () => {
    rmSync(directory, { recursive: true })
    expect(startError().message).toContain('cannot be read')
    cpSync('flex-templates', directory, { recursive: true })
  })
})
