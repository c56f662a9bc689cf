import { type TetherReply, tetherReply } from '../../adapters/connect/flow-reply';
import { answerTether, type MapTetherPorts } from '../../core/agent/steps/map-tether';
import { parseTetherRequest } from '../../core/agent/steps/tether-request';
import { unreadable } from '../shared/flow-request';

/** Answers the flow `tether`. Throws when the request is unreadable or nobody can tell: the flow then hangs up. */
export const makeHandler =
  (ports: MapTetherPorts) =>
  async (event: unknown): Promise<TetherReply> => {
    const asked = parseTetherRequest(event);
    if (!asked.ok) throw unreadable(ports, asked.problems);
    return tetherReply(await answerTether(ports, asked.request));
  };
