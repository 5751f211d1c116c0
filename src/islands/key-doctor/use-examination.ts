/** The examination that an island shows: one at a time; a new one ends the one before. */
import { useEffect, useRef, useState } from 'react';
import type { Check } from '../../domain/doctor/check.ts';
import type { DoctorInput } from '../../domain/doctor/run.ts';
import { announce } from '../controls/announce.ts';
import { type Examination, examine } from './examine.ts';
import { verdictSentence } from './verdict.tsx';

export type ExaminationState = 'idle' | 'running' | Examination;

export const useExamination = () => {
  const [checks, setChecks] = useState<Check[]>([]);
  const [state, setState] = useState<ExaminationState>('idle');
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (input: DoctorInput) => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    const found: Check[] = [];
    setChecks(found);
    setState('running');
    const end = await examine(input, own.signal, (check) => {
      found.push(check);
      if (running.current === own) setChecks([...found]);
    });
    if (running.current !== own) return;
    setState(end);
    announce(verdictSentence(found, end));
  };
  return { checks, state, start, stop: () => running.current?.abort() };
};
