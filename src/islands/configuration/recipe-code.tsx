/** A piece of a set-up to copy: as it stands, or with the reader's key in it. A file can be downloaded, too. */
import text from '#content/i18n/en/configuration.json' with { type: 'json' };
import { CodeBlock } from '../code/code-block.tsx';
import type { CodeToken } from '../code/highlight.ts';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { saveFile } from '../download/save-file.ts';

export type RecipeCodeProps = {
  label: string;
  code: string;
  lines: CodeToken[][] | undefined;
  /** With the held key; the same as `code` when no key is held, or none belongs here. */
  keyed: string;
  /** Name of the file, if it is one. */
  file?: string;
};

export const RecipeCode = ({ label, code, lines, keyed, file }: RecipeCodeProps) => {
  const hasKey = keyed !== code;
  return (
    <CodeBlock
      code={code}
      lines={lines}
      language=""
      label={label}
      copyLabel={text.copy}
      about={label}
      actions={
        <>
          {hasKey && (
            <CopyButton value={keyed} about={label}>
              {text.copyKey}
            </CopyButton>
          )}
          {file && (
            <Button size="s" look="quiet" onClick={() => saveFile(file, 'text/plain', [keyed])}>
              {hasKey ? text.downloadKey : text.download}
              <span className="ctl-hidden"> {label}</span>
            </Button>
          )}
        </>
      }
    />
  );
};
