import * as z from 'zod';
import type { Chance } from '../../clock/scheduler';
import { generatedName } from '../aws/identity';
import { generatedText } from '../secrets/generated-text';
import { secretArn } from '../secrets/secret-arn';
import { noEffect, numeric, resourceType, truth } from './resource-type';

const generateSecretString = z.strictObject({
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: truth.default(false),
  ExcludeNumbers: truth.default(false),
  ExcludePunctuation: truth.default(false),
  ExcludeUppercase: truth.default(false),
  GenerateStringKey: z.string().min(1).optional(),
  IncludeSpace: truth.default(false),
  PasswordLength: numeric.default(32),
  RequireEachIncludedType: truth.default(true),
  SecretStringTemplate: z.string().optional(),
});

export const secretsResources = {
  'AWS::SecretsManager::Secret': resourceType(
    {
      Name: z
        .string()
        .regex(/^[\w/+=.@-]{1,512}$/, 'a name has 1 to 512 letters, digits and /_+=.@-')
        .optional(),
      Description: z.string().optional(),
      SecretString: z.string().optional(),
      GenerateSecretString: generateSecretString.optional(),
      KmsKeyId: noEffect,
      Tags: noEffect,
    },
    (properties, { stackName, logicalId, region, account }, { secrets, chance }) => {
      const { SecretString: given, GenerateSecretString: recipe, Description } = properties;
      if (given !== undefined && recipe !== undefined)
        throw new Error('SecretString and GenerateSecretString exclude each other; give one of them');
      const name = properties.Name ?? generatedName(stackName, logicalId, 64);
      const { arn } = secrets.create({
        name,
        arn: secretArn(name, { region, account }),
        description: Description ?? null,
        value: recipe === undefined ? (given ?? null) : generated(recipe, chance),
      });
      return { ref: arn, attributes: { Id: arn } };
    },
  ),
};

function generated(recipe: z.infer<typeof generateSecretString>, chance: Chance): string {
  const { SecretStringTemplate: template, GenerateStringKey: key } = recipe;
  if ((template === undefined) !== (key === undefined))
    throw new Error('SecretStringTemplate and GenerateStringKey need each other; one of them is missing');
  const text = generatedText(
    {
      length: recipe.PasswordLength,
      excludeCharacters: recipe.ExcludeCharacters,
      excludeLowercase: recipe.ExcludeLowercase,
      excludeUppercase: recipe.ExcludeUppercase,
      excludeNumbers: recipe.ExcludeNumbers,
      excludePunctuation: recipe.ExcludePunctuation,
      includeSpace: recipe.IncludeSpace,
      requireEachIncludedType: recipe.RequireEachIncludedType,
    },
    chance,
  );
  return template === undefined || key === undefined
    ? text
    : JSON.stringify({ ...templateObject(template), [key]: text });
}

function templateObject(template: string): object {
  try {
    const value: unknown = JSON.parse(template);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below, as for JSON of another shape.
  }
  throw new Error(`SecretStringTemplate must be a JSON object, got ${template}`);
}
