/** Rows of a table in the order of their ids, some at a time; `read` answers those behind an id. */
export async function* pagesById<Row extends { id: string }>(
  read: (after: string) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  let rows = await read('');
  for (let last = rows.at(-1); last; last = rows.at(-1)) {
    yield rows;
    rows = await read(last.id);
  }
}
