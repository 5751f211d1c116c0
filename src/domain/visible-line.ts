/** Text that is shown on one line, such as the label of a key: no control or direction characters that could disguise it. */
export const visibleLine = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u;

/** In characters. */
export const longestLabel = 80;
