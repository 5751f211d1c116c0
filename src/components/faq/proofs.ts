/** Which tests prove which fact: tests name the fact's id in parentheses at the end of their title. */
export type Proof = {
  /** The promise, as the test states it, without the ids: a whole sentence. */
  title: string;
  /** File of the test, from the root of the repository. */
  file: string;
};

/** Proofs by fact id. `sources` holds the text of each test file by its path. */
export const proofsByFact = (sources: ReadonlyMap<string, string>): Map<string, Proof[]> => {
  const proofs = new Map<string, Proof[]>();
  for (const [file, source] of sources)
    for (const { title, facts } of titlesIn(source))
      for (const fact of facts) {
        const known = proofs.get(fact) ?? [];
        if (!known.some((proof) => proof.title === title))
          proofs.set(fact, [...known, { title, file }]);
      }
  return proofs;
};

const literal = /(['"`])((?:(?!\1)[^\\\n]|\\.)+)\1/g;
const factId = '[A-Z]\\d[a-z]?';
const ending = new RegExp(`^(.+) \\((${factId}(?:, ?${factId})*)\\)$`);

const titlesIn = (source: string): { title: string; facts: string[] }[] =>
  [...source.matchAll(literal)].flatMap(([, , text = '']) => {
    const [, title, ids] = ending.exec(text) ?? [];
    if (title === undefined || ids === undefined) return [];
    return [{ title: title.replaceAll(/\\(.)/g, '$1'), facts: ids.split(/, ?/) }];
  });
