/** Shows its children where the gateway can do what they need; elsewhere why they can't work, or not right now. */
import { useStore } from '@nanostores/react';
import type { ReactNode } from 'react';
import { Away } from './away.tsx';
import { $capabilities, type Feature, hasFeature, isAway } from './capabilities.ts';
import { Unsupported } from './unsupported.tsx';

export type NeedsFeatureProps = {
  feature: Feature;
  /** What is said where the gateway lacks it. */
  missing: string;
  children: ReactNode;
};

export const NeedsFeature = ({ feature, missing, children }: NeedsFeatureProps) => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  if (isAway(capabilities)) return <Away />;
  if (hasFeature(capabilities, feature) === false) return <Unsupported>{missing}</Unsupported>;
  return children;
};
