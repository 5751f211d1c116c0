/** A mistake in a file of content, said so that a writer can mend it. */
export type Fault = {
  /** From the root of the project: `content/faq/delete-key.mdx`. */
  file: string;
  /** From 1; undefined where it is about the file as a whole. */
  line?: number;
  /** What is wrong, and what to write. */
  message: string;
};

/** `content/faq/delete-key.mdx:4  section must be one of: …` */
export const faultText = ({ file, line, message }: Fault): string =>
  `${file}${line === undefined ? '' : `:${line}`}  ${message}`;
