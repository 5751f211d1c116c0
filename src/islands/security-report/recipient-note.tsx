/** Whom a report is encrypted to: the same recipient that the age program takes. */
import text from '#content/i18n/en/security-report.json' with { type: 'json' };
import { CopyButton } from '../controls/copy-button.tsx';

export const RecipientNote = ({ recipient }: { recipient: string }) => (
  <p className="report-recipient ctl-hint">
    {text.recipient} <code>{recipient}</code>{' '}
    <CopyButton value={recipient}>{text['recipient.copy']}</CopyButton>
  </p>
);
