/** Leads back to the list. It takes the focus, since the row that had it is gone. */
import { useEffect, useRef } from 'react';
import { Button } from '../controls/button.tsx';
import './submission.css';

export type BackButtonProps = { onBack(): void; children: string };

export const BackButton = ({ onBack, children }: BackButtonProps) => {
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <div className="submission-back">
      <Button ref={back} size="s" look="quiet" onClick={onBack}>
        ← {children}
      </Button>
    </div>
  );
};
