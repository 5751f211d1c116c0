/** Encrypts a report with age (https://age-encryption.org/v1) to the operator's recipient. */
export type Report = {
  text: string;
  /** How to reach the reporter; empty when they said nothing. */
  contact: string;
};

/** What the operator reads after decrypting. */
export const reportText = ({ text, contact }: Report): string =>
  contact ? `${text}\n\nContact: ${contact}\n` : `${text}\n`;

/** An age file in armour. The library is loaded when there is something to encrypt. */
export const encryptReport = async (report: Report, recipient: string): Promise<string> => {
  const { armor, Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(reportText(report)));
};
