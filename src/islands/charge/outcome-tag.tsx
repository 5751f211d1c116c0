/** An outcome, in words and colour. */
import text from '#content/i18n/en/charge.json' with { type: 'json' };
import type { Outcome } from '../../domain/outcome.ts';
import '../controls/controls.css';

const tones: Record<Outcome, 'good' | 'warn' | 'bad'> = {
  completed: 'good',
  rejected: 'bad',
  upstream_error: 'bad',
  client_disconnected: 'warn',
  upstream_disconnected: 'warn',
};

/** `null` while the request still runs. */
export const OutcomeTag = ({ outcome }: { outcome: Outcome | null }) => (
  <span className="ctl-tag" data-tone={outcome ? tones[outcome] : 'accent'} data-outcome={outcome}>
    {text[`outcome.${outcome ?? 'running'}`]}
  </span>
);
