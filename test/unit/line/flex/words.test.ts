import { describe, expect, test } from 'vitest'
import {
  shorten,
  writeBaht,
  writeChange,
  writeComparison,
  writeDate,
  writeDateTime,
  writeScore,
  writeShare,
  writeVideoSite,
  writeWidth,
} from '../../../../src/line/flex/words.ts'

describe('words of a card', () => {
  test('writes scores with two decimals', () => {
    expect([90.47, 92.5, 100, 0].map(writeScore)).toEqual(['90.47', '92.50', '100.00', '0.00'])
  })

  test('writes a change in words without binary noise', () => {
    expect(writeChange(90.47, 92.62)).toBe('ลดลง 2.15 คะแนน')
    expect(writeChange(88.75, 85.15)).toBe('เพิ่มขึ้น 3.60 คะแนน')
    expect(writeChange(100, 100)).toBe('คะแนนคงเดิม')
    expect(writeComparison(90.47, 90.19)).toBe('สูงกว่า 0.28 คะแนน')
  })

  test('writes dates in the Buddhist era and Bangkok time', () => {
    expect(writeDate('2026-11-23')).toBe('23 พ.ย. 2569')
    expect(writeDate('2024-09-30')).toBe('30 ก.ย. 2567')
    expect(writeDateTime('2026-11-23T01:30:00Z')).toBe('23 พ.ย. 2569 เวลา 08.30 น.')
    expect(writeDateTime('2026-11-22T17:00:00Z')).toBe('23 พ.ย. 2569 เวลา 00.00 น.')
  })

  test('writes money in ล้านบาท from a million up', () => {
    expect(writeBaht('312450000.00')).toBe('312.45 ล้านบาท')
    expect(writeBaht('999999.50')).toBe('999,999.5 บาท')
    expect(writeShare('214863250.75', '312450000.00')).toBe('68.77')
    expect(writeShare('1', '0')).toBe('0.00')
  })

  test('keeps a bar between nothing and the whole', () => {
    expect(writeWidth(89.67, 100)).toBe('89.67%')
    expect(writeWidth('3', '2')).toBe('100%')
    expect(writeWidth(0, 100)).toBe('0%')
    expect(writeWidth('1', '0')).toBe('0%')
  })

  test('never cuts inside a visible character', () => {
    expect(shorten('น้ำใจ', 10)).toBe('น้ำใจ')
    expect(shorten('ที่นี่ที่นั่น', 5)).toBe('ที่…')
    expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 14)).toBe('👩‍👩‍👧‍👦…')
  })

  test('names the site of a clip', () => {
    expect(writeVideoSite('https://vt.tiktok.com/abc')).toBe('TikTok')
    expect(writeVideoSite('https://youtu.be/abc')).toBe('YouTube')
  })
})
