/** Asks for an integration page (D2): what exists, what was asked for, and what works now (D1) show as one types. */
import { useStore } from '@nanostores/react';
import { useState } from 'react';
import text from '#content/i18n/en/integration-request.json' with { type: 'json' };
import type { IntegrationWish, ToolProtocol } from '../../domain/intake.ts';
import { Notice } from '../controls/notice.tsx';
import { $capabilities, hasFeature } from '../gateway/capabilities.ts';
import { Found } from './found.tsx';
import { RequestForm } from './request-form.tsx';
import { RequestList } from './request-list.tsx';
import { useRequests } from './use-requests.ts';
import { WorksNow } from './works-now.tsx';
import './integration-request.css';

export type ExistingPage = { title: string; href: string };

export type IntegrationRequestProps = {
  pages: ExistingPage[];
  /** Origin of the gateway that readers are told to use. */
  origin: string;
};

/** What has been typed so far. */
export type Draft = { name: string; url: string; protocol: ToolProtocol; text: string };
export type Wish = IntegrationWish;

const empty: Draft = { name: '', url: '', protocol: 'unknown', text: '' };

export const IntegrationRequest = ({ pages, origin }: IntegrationRequestProps) => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const [draft, setDraft] = useState<Draft>(empty);
  const requests = useRequests();
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));

  return (
    <div className="wish">
      {hasFeature(capabilities, 'integrationRequests') === false ? (
        <Notice>{text.unsupported}</Notice>
      ) : (
        <section className="wish-card submission-needs-scripts" aria-label={text.send}>
          <RequestForm
            draft={draft}
            onChange={change}
            onSent={requests.put}
            onAgain={() => setDraft(empty)}
          >
            <Found name={draft.name} pages={pages} requests={requests} />
          </RequestForm>
        </section>
      )}
      <WorksNow name={draft.name} protocol={draft.protocol} origin={origin} />
      <RequestList requests={requests} />
    </div>
  );
};
