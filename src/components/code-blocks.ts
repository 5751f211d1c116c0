/**
 * Settings of the code blocks. Writers mark a block with `run="…"` (what runs it in the tests) and
 * `file="…"` (the file it belongs into); the latter is shown as the block's title.
 */
import { definePlugin } from '@astrojs/starlight/expressive-code';

export const fileAsTitle = definePlugin({
  name: 'file-as-title',
  hooks: {
    preprocessMetadata: ({ codeBlock }) => {
      codeBlock.props.title ??= codeBlock.metaOptions.getString('file');
    },
  },
});

export const codeBlocks = { plugins: [fileAsTitle] };
