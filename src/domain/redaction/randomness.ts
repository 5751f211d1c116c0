/** Tells a secret from a placeholder and from words that happen to stand where a secret would. */

/**
 * True for text that a machine drew: enough different characters, and at least one piece that is
 * neither a word nor a small number. `your-key-here`, `xxxxxxxx`, `process.env.KEY` and `…` are not.
 */
export const looksRandom = (text: string): boolean => {
  const varied = text.replace(/(.)\1{3,}/g, '$1');
  return (
    new Set(varied).size >= 6 && text.split(/[^A-Za-z0-9]+/).some((piece) => !isWordLike(piece))
  );
};

const isWordLike = (piece: string): boolean =>
  piece.length < 4 ||
  /^(?:[A-Z]?[a-z]{1,14}|[A-Z]{1,14}|[a-z]{1,9}(?:[A-Z][a-z]{1,9}){1,5})\d{0,3}$/.test(piece) ||
  /^\d{1,8}$/.test(piece) ||
  /^(.)\1+$/.test(piece);

/** A stand-in that is written on purpose: a variable, a template, an ellipsis, a mask. */
export const isStandIn = (text: string): boolean =>
  /^[$<{[%*•.…#]|\$\{|\{\{|\.\.\.|…|\*{3}|•{2}|^[xX]{4,}$/.test(text) ||
  /^(?:process\.env|os\.environ|os\.getenv|import\.meta|env[.:[])/.test(text);

/** A word that says "put yours here". */
export const asksForYours = (text: string): boolean =>
  /your|here|example|change|placeholder|dummy|insert|replace|redacted|secret|password|token|key/i.test(
    text,
  );
