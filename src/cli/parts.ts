// Rows one after the other → parts that one call of the API takes.

export async function* partsOf<T>(rows: AsyncIterable<T>, most: number): AsyncIterable<T[]> {
  let part: T[] = []
  for await (const row of rows) {
    part.push(row)
    if (part.length < most) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}
