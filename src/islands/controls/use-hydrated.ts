/** False on the server and until React has taken over: buttons that would do nothing yet are disabled. */
import { useEffect, useState } from 'react';

export const useHydrated = (): boolean => {
  const [hydrated, setHydrated] = useState(false);
  useEffect(() => setHydrated(true), []);
  return hydrated;
};
