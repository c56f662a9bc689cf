import { buildInProcess } from '../../simulator/in-process/application';
import { unmet } from '../simulator/scenarios/match';
import { nativeMiss } from '../simulator/scenarios/offering-expectations';
import { playOn, scenarioNamed } from './scenario-files';

it('the next comes at once after a native offer was missed, whoever was planned before', async () => {
  const played = await playOn(buildInProcess, scenarioNamed('native-miss-next-comes-late'));
  expect(unmet(nativeMiss, played.lines)).toEqual([]);
});

it('a call rings nobody twice, however many decline it and others in the same second', async () => {
  const played = await playOn(buildInProcess, scenarioNamed('hundred-decline-at-once'));
  const rings = played.lines.flatMap((line) => (line.type === 'offer.ringing' ? [`${line.call} ${line.agent}`] : []));
  expect(new Set(rings).size).toBe(rings.length);
  expect(played.summary.inbound.answered).toBe(100);
});
