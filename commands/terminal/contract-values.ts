/** Values that both programs of the contract with the Campaign Manager take, with a sentence for what is wrong. */
import { InvalidArgumentError } from 'commander';
import { commandsAddress } from '../../adapters/campaign-manager/https-exchange';

export function port(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= 65_535) return value;
  throw new InvalidArgumentError('It must be a port from 1 to 65535.');
}

export function url(text: string): string {
  try {
    commandsAddress(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? `${error.message}.` : String(error));
  }
}

export function readCampaignName(text: string): string {
  if (/^[a-z][a-z0-9-]{0,31}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a name like "renewals": a-z, then up to 31 of a-z, 0-9 and "-".');
}

export function e164(text: string): string {
  if (/^\+[1-9]\d{1,14}$/.test(text)) return text;
  throw new InvalidArgumentError('It must be a number in E.164, such as +12025550199.');
}
