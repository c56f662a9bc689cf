import type { ResourceType } from './resource-type';

/** A resource one of our functions makes. Its attributes are what the function answers as Data. */
export const customResourceType: ResourceType = {
  properties: 'any',
  async create(declared, { customResources, functions }) {
    const { ServiceToken: serviceToken, ServiceTimeout: _, ...properties } = declared.properties;
    if (typeof serviceToken !== 'string') throw new Error('its ServiceToken must be the ARN of a function');
    const answer = await customResources.create(functions.get(serviceToken), serviceToken, declared, properties);
    return { ref: answer.physicalResourceId, attributes: answer.data };
  },
};
