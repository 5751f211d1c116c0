/** The generic recipe, filled in: what to enter into a tool that has no page yet (D1). */
import text from '#content/i18n/en/integration-request.json' with { type: 'json' };
import type { ToolProtocol } from '../../domain/intake.ts';
import { baseUrl, type ProtocolFamily } from '../../domain/protocol.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { fill } from '../text/fill.ts';
import '../submission/submission.css';

export type WorksNowProps = { name: string; protocol: ToolProtocol; origin: string };

const families: Record<ToolProtocol, ProtocolFamily[]> = {
  openai: ['openai'],
  anthropic: ['anthropic'],
  both: ['anthropic', 'openai'],
  unknown: ['openai', 'anthropic'],
};

/** Variables that tools of a family read. */
const variables: Record<ProtocolFamily, { url: string; key: string }> = {
  openai: { url: 'OPENAI_BASE_URL', key: 'OPENAI_API_KEY' },
  anthropic: { url: 'ANTHROPIC_BASE_URL', key: 'ANTHROPIC_AUTH_TOKEN' },
};

export const WorksNow = ({ name, protocol, origin }: WorksNowProps) => (
  <section className="wish-now">
    <h2>{fill(text['now.title'], { name: name.trim() || text['now.any'] })}</h2>
    <p>{text['now.text']}</p>
    <div className="wish-recipes">
      {families[protocol].map((family) => (
        <Recipe key={family} family={family} url={baseUrl(origin, family)} />
      ))}
    </div>
    <p>
      <a className="ctl-link" href="/integrations/other/">
        {text['now.more']}
      </a>
    </p>
  </section>
);

const Recipe = ({ family, url }: { family: ProtocolFamily; url: string }) => {
  const { url: urlName, key: keyName } = variables[family];
  const lines = `export ${urlName}=${url}\nexport ${keyName}=$TOKENBAY_API_KEY`;
  return (
    <div className="wish-recipe">
      <h3>{text[`family.${family}`]}</h3>
      <dl>
        <dt>{text['now.baseUrl']}</dt>
        <dd>
          <code>{url}</code>
          <CopyButton
            className="submission-needs-scripts"
            value={url}
            about={text[`family.${family}`]}
          />
        </dd>
        <dt>{text['now.key']}</dt>
        <dd>{text['now.keyValue']}</dd>
        <dt>{text['now.model']}</dt>
        <dd>
          <a className="ctl-link" href="/models/">
            {text['now.modelValue']}
          </a>
        </dd>
      </dl>
      <p className="ctl-hint">{text['now.env']}</p>
      <pre>{lines}</pre>
    </div>
  );
};
