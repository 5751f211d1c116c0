/** Charged or not, by which rule, and how to make sure. */
import text from '#content/i18n/en/billing-explainer.json' with { type: 'json' };
import type { BillingVerdict } from '../../domain/billing/billing-case.ts';
import { Button } from '../controls/button.tsx';
import { fill } from '../text/fill.ts';

type VerdictProps = { verdict: BillingVerdict; onId(id: string): void };

export const Verdict = ({ verdict, onId }: VerdictProps) => {
  const { charged, rules, lines, reason, advice, ask, pasted } = verdict;
  return (
    <div className="explainer-verdict" data-charged={charged}>
      <p className="explainer-charged">{text[`charged.${charged}`]}</p>
      <p>{reason}</p>
      {lines.length > 0 && (
        <>
          <p>{text.what}</p>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      {ask.length > 0 && (
        <p>
          {text.ask} {ask.map((question) => text[`ask.${question}`]).join(', ')}.
        </p>
      )}
      {rules.map((rule) => (
        <p key={rule.outcome} className="explainer-rule">
          {text.rule} <code>{rule.outcome}</code>: {rule.when} {text.what} {rule.charge}
        </p>
      ))}
      {advice && <p>{advice}</p>}
      {pasted.requestId ? (
        <FoundId id={pasted.requestId} onId={onId} />
      ) : (
        <p className="explainer-rule">{text.check}</p>
      )}
    </div>
  );
};

const FoundId = ({ id, onId }: { id: string; onId(id: string): void }) => (
  <p>
    {text.foundId}{' '}
    <Button size="s" onClick={() => onId(id)}>
      {fill(text.useId, { id: `${id.slice(0, 12)}…` })}
    </Button>
  </p>
);
