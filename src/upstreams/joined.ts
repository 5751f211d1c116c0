/** Pieces of bytes as one. It is not cut out of Node's pool, which would be held as long as they are. */
export const joined = (pieces: readonly Buffer[]): Buffer => {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const whole = Buffer.allocUnsafeSlow(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};
