import { aCcpOffice, type CcpOffice } from './ccp-office';

let office: CcpOffice;
afterEach(() => office.close());

describe('the control of simulated agents', () => {
  it('takes an agent over and lets them go, for whoever has their token; twice is as once', async () => {
    office = await aCcpOffice({ ana: {}, ben: {} });
    const token = office.userIdOf('ana');
    expect(await office.control('GET', 'ana', token)).toEqual({
      status: 200,
      body: { username: 'ana', takenOver: false },
    });
    for (const _ of [1, 2]) {
      const taken = await office.control('POST', 'ana/take-over', token);
      expect(taken).toEqual({ status: 200, body: { username: 'ana', takenOver: true } });
    }
    expect([...office.ccp.takenOver]).toEqual(['ana']);
    expect(await office.control('GET', 'ana', 'ana')).toMatchObject({ body: { takenOver: true } });
    for (const _ of [1, 2]) {
      expect(await office.control('POST', 'ana/let-go', token)).toMatchObject({ body: { takenOver: false } });
    }
    expect([...office.ccp.takenOver]).toEqual([]);
    expect(office.heard).toEqual(['ana to person', 'ana to script']);
    expect(office.failures).toEqual([]);
  });

  it.each([
    ['GET', 'ana', undefined, 401, "there is no token that counts; send the agent's own as a bearer token"],
    ['POST', 'ana/take-over', 'ben', 403, 'the token is not that of ana'],
    ['POST', 'zoe/take-over', 'zoe', 404, 'there is no agent "zoe" in this run'],
    ['GET', 'ana/take-over', 'ana', 405, 'GET is not for this address; POST would be right'],
    ['POST', 'ana', 'ana', 405, 'POST is not for this address; GET would be right'],
  ])('answers %s %s by the token %s: %i', async (method, path, token, status, problem) => {
    office = await aCcpOffice({ ana: {}, ben: {} });
    expect(await office.control(method, path, token)).toEqual({ status, body: { problem } });
    expect(office.heard).toEqual([]);
  });

  it('says when the run is over, and forgets nobody', async () => {
    office = await aCcpOffice({ ana: {} });
    await office.control('POST', 'ana/take-over', 'ana');
    office.over();
    expect(await office.control('POST', 'ana/let-go', 'ana')).toEqual({
      status: 409,
      body: { problem: 'ana stays as they are: the run is over, and nothing more happens in it' },
    });
    expect([...office.ccp.takenOver]).toEqual(['ana']);
  });

  it('lets a browser ask for the pages it knows, and for no other', async () => {
    office = await aCcpOffice({ ana: {} }, { origins: ['http://127.0.0.1:4000'] });
    const asked = async (origin: string) =>
      (await fetch(`${office.ccp.controlUrl}/control/agents/ana/take-over`, { method: 'OPTIONS', headers: { origin } }))
        .headers;
    const known = await asked('http://127.0.0.1:4000');
    expect(known.get('access-control-allow-origin')).toBe('http://127.0.0.1:4000');
    expect(known.get('access-control-allow-headers')).toBe('authorization');
    expect((await asked('http://127.0.0.1:5000')).get('access-control-allow-origin')).toBeNull();
  });
});
