/** `--flex-text-scale` plays LINE's font size setting, which only components that ask for it follow. */
export function scaled(size: string, isScaled: boolean): string {
  return isScaled ? `calc(${size} * var(--flex-text-scale, 1))` : size
}
