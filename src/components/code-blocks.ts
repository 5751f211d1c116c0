/**
 * How code blocks look and what their marks mean. Writers mark a block with `run="…"` (what runs it in the
 * tests) and `file="…"` (the file it belongs in); the latter is shown as the block's title.
 */
import {
  definePlugin,
  ExpressiveCodeTheme,
  type StarlightExpressiveCodeOptions,
} from '@astrojs/starlight/expressive-code';
import { select, setProperty } from '@astrojs/starlight/expressive-code/hast';
import { createCssVariablesTheme } from 'shiki';

const fileAsTitle = definePlugin({
  name: 'file-as-title',
  hooks: {
    preprocessMetadata: ({ codeBlock }) => {
      codeBlock.props.title ??= codeBlock.metaOptions.getString('file');
    },
  },
});

/**
 * A block that scrolls can be reached by keyboard. Expressive Code's own script would make it a landmark; a
 * page with many of those is noise to a screen reader, so it is a named group. The script takes both away
 * from blocks that don't scroll.
 */
const reachable = definePlugin({
  name: 'reachable',
  hooks: {
    postprocessRenderedBlock: ({ codeBlock, renderData }) => {
      const pre = select('pre', renderData.blockAst);
      if (!pre) return;
      setProperty(pre, 'tabindex', '0');
      setProperty(pre, 'role', 'group');
      setProperty(pre, 'aria-label', codeBlock.props.title ?? codeBlock.language);
    },
  },
});

/** Token colours are the CSS variables of `styles/tokens.css`, which know both themes. */
const theme = () => {
  // The editor's own colours must be hex here; `styleOverrides` below puts the variables in their place.
  const colors = { 'editor.background': '#ffffff', 'editor.foreground': '#000000' };
  const variables = createCssVariablesTheme({ name: 'tokens', variablePrefix: '--code-' });
  const tokens = new ExpressiveCodeTheme({ ...variables, colors });
  tokens.fg = 'var(--code-foreground)';
  tokens.bg = 'var(--code-background)';
  return tokens;
};

export const codeBlocks: StarlightExpressiveCodeOptions = {
  themes: [theme()],
  // The contrast of a variable can't be computed here; tokens.css holds 4.5:1 on the block's ground.
  minSyntaxHighlightingColorContrast: 0,
  plugins: [fileAsTitle, reachable],
  defaultProps: { frame: 'code' },
  frames: { extractFileNameFromCode: false },
  styleOverrides: {
    borderColor: 'var(--color-line)',
    borderRadius: 'var(--radius-m)',
    borderWidth: '1px',
    codeBackground: 'var(--code-background)',
    codeForeground: 'var(--code-foreground)',
    codeFontSize: '0.84375rem',
    codeLineHeight: '1.62',
    codePaddingBlock: '0.875rem',
    codePaddingInline: '1.125rem',
    codeSelectionBackground: 'var(--color-selection)',
    focusBorder: 'var(--color-focus)',
    scrollbarThumbColor: 'var(--color-line-strong)',
    scrollbarThumbHoverColor: 'var(--color-line-control)',
    uiFontSize: '0.8125rem',
    uiSelectionBackground: 'var(--color-selection)',
    frames: {
      editorActiveTabBackground: 'transparent',
      editorActiveTabForeground: 'var(--color-ink-muted)',
      editorActiveTabBorderColor: 'transparent',
      editorActiveTabIndicatorTopColor: 'transparent',
      editorActiveTabIndicatorBottomColor: 'transparent',
      editorBackground: 'var(--code-background)',
      editorTabBarBackground: 'var(--code-background)',
      editorTabBarBorderColor: 'var(--color-line)',
      editorTabBarBorderBottomColor: 'var(--color-line)',
      frameBoxShadowCssValue: 'none',
      inlineButtonBackground: 'var(--color-raised)',
      inlineButtonBackgroundIdleOpacity: '1',
      inlineButtonBackgroundHoverOrFocusOpacity: '1',
      inlineButtonBackgroundActiveOpacity: '1',
      inlineButtonBorder: 'var(--color-line-strong)',
      inlineButtonBorderOpacity: '1',
      inlineButtonForeground: 'var(--color-ink-muted)',
      tooltipSuccessBackground: 'var(--color-good)',
      tooltipSuccessForeground: 'var(--color-bg)',
    },
    textMarkers: {
      markBackground: 'var(--color-accent-soft)',
      markBorderColor: 'var(--color-accent)',
    },
  },
};
