/** Our postbacks read `name?key=value`: a route name and short values. LINE allows 300 characters in all. */
export function postbackData(name: string, values: Record<string, string> = {}): string {
  const query = new URLSearchParams(values).toString()
  return query ? `${name}?${query}` : name
}

export function readPostbackData(data: string): { name: string; values: URLSearchParams } {
  const mark = data.indexOf('?')
  return mark === -1
    ? { name: data, values: new URLSearchParams() }
    : { name: data.slice(0, mark), values: new URLSearchParams(data.slice(mark + 1)) }
}
