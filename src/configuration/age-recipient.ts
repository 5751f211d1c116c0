import { Encrypter } from 'age-encryption';

/** True for what a report can be encrypted to: the page uses the same library, so it finds no fault that this does not. */
export const isAgeRecipient = (text: string): boolean => {
  if (!/^age1[a-z0-9]{20,4000}$/.test(text)) return false;
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    // It throws for nothing else than what is written: a wrong checksum, a wrong length.
    return false;
  }
};
