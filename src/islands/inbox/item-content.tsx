/** What was sent, field by field. All of it is shown as text. */
import text from '#content/i18n/en/inbox.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { saveFile } from '../download/save-file.ts';

export const ItemContent = ({ content }: { content: Record<string, unknown> }) => (
  <dl className="inbox-content">
    {Object.entries(content)
      .filter(([, value]) => value !== null && shown(value) !== '')
      .map(([name, value]) => (
        <div key={name}>
          <dt>{label(name)}</dt>
          <dd>
            {name === 'ciphertext' ? <Ciphertext value={shown(value)} /> : <p>{shown(value)}</p>}
          </dd>
        </div>
      ))}
  </dl>
);

const labels: Record<string, string> = text;
const label = (name: string): string => labels[`field.${name}`] ?? name;

const shown = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? text.yes : text.no;
  return Array.isArray(value) ? value.join(', ') : String(value);
};

const Ciphertext = ({ value }: { value: string }) => (
  <>
    <p>
      {text['ciphertext.text']} <code>age -d -i identity.txt report.age</code>
    </p>
    <p className="ctl-actions">
      <Button size="s" onClick={() => saveFile('report.age', 'text/plain', [value])}>
        {text['ciphertext.save']}
      </Button>
      <CopyButton value={value}>{text['ciphertext.copy']}</CopyButton>
    </p>
  </>
);
