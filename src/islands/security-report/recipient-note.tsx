/** Whom a report is encrypted to: the same recipient that the age program takes. */
import text from '#content/i18n/en/security-report.json' with { type: 'json' };
import { CopyButton } from '../controls/copy-button.tsx';

export const RecipientNote = ({ recipient }: { recipient: string | null }) => (
  <div className="report-recipient">
    {recipient === null ? (
      <p className="ctl-hint">{text.loading}</p>
    ) : (
      <>
        <p className="ctl-hint">
          {text.recipient} <code>{recipient}</code>
        </p>
        <p className="ctl-hint">
          {text['recipient.program']}{' '}
          <CopyButton value={recipient}>{text['recipient.copy']}</CopyButton>
        </p>
      </>
    )}
  </div>
);
