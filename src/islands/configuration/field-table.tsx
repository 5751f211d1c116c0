/** What to enter where, for apps with a window. Each value that is entered to the letter can be copied. */
import { useStore } from '@nanostores/react';
import text from '#content/i18n/en/configuration.json' with { type: 'json' };
import { keyPlaceholder } from '../../domain/recipe-render.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { $key } from '../key/held-key.ts';
import { codeIn, InlineText } from './inline-text.tsx';

type Row = { field: string; value: string };

export const FieldTable = ({ fields }: { fields: readonly Row[] }) => (
  <table className="cf-fields">
    <thead>
      <tr>
        <th scope="col">{text.field}</th>
        <th scope="col">{text.value}</th>
      </tr>
    </thead>
    <tbody>
      {fields.map(({ field, value }) => (
        <tr key={field}>
          <th scope="row">{field}</th>
          <td>
            <div className="cf-value">
              <span className="cf-value-text">
                <InlineText markdown={value} />
              </span>
              <CopyValue field={field} value={codeIn(value)[0]} />
            </div>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

const CopyValue = ({ field, value }: { field: string; value: string | undefined }) => {
  const key = useStore($key, { ssr: 'initial' });
  if (value !== keyPlaceholder)
    return value ? (
      <CopyButton value={value} about={field}>
        {text.copy}
      </CopyButton>
    ) : null;
  return key ? <CopyButton value={key.secret}>{text.copyMyKey}</CopyButton> : null;
};
