// Expressive Code reads its options here, so that components of pages can print code blocks as well.
export { codeBlocks as default } from './src/components/code-blocks.ts';
