/** What a number was before a resource of a deploy pointed it: so that it can be given back. */
export interface NumberNote {
  /** The resource that points the number; a template may hold two of them while one takes over from the other. */
  readonly owner: string;
  /** The flow the number led to before; null where it led to none. */
  readonly before: string | null;
}

/** Which flow a phone number leads to. */
export interface NumberFlows {
  /** The id of the flow; null where there is none. */
  current(instanceId: string, numberId: string): Promise<string | null>;
  /** `gone` where there is no such flow or number any more. */
  associate(instanceId: string, numberId: string, flowId: string): Promise<'done' | 'gone'>;
  /** Harmless when the number or its flow is gone already. */
  dissociate(instanceId: string, numberId: string): Promise<void>;
}

/** Notes that outlive a run of the function: a request may come twice, and the second time the number leads here already. */
export interface NumberNotes {
  of(numberId: string): Promise<readonly NumberNote[]>;
  /** The first one counts: a note that is there stays as it is. */
  add(numberId: string, note: NumberNote): Promise<'added' | 'present'>;
  change(numberId: string, note: NumberNote): Promise<void>;
  remove(numberId: string, owner: string): Promise<void>;
}

export interface PointNumberPorts {
  readonly numbers: NumberFlows;
  readonly notes: NumberNotes;
}

/** A phone number that a deploy points to a flow. `owner`: the resource of the template that does. */
export interface NumberToPoint {
  readonly owner: string;
  readonly instanceId: string;
  readonly numberId: string;
  readonly flowId: string;
}

/**
 * Points a number at a flow and notes, before anything else, the flow it had. Answers that flow. Throws when Connect knows
 * number or flow no more.
 */
export async function pointNumber(ports: PointNumberPorts, asked: NumberToPoint): Promise<NumberNote> {
  const { owner, instanceId, numberId, flowId } = asked;
  const note = await noteOf(ports, asked);
  if ((await ports.numbers.associate(instanceId, numberId, flowId)) === 'gone') {
    throw new Error(`Connect knows no number ${numberId}, or no flow ${flowId}, in the instance ${instanceId}`);
  }
  return { owner, before: note };
}

async function noteOf({ numbers, notes }: PointNumberPorts, asked: NumberToPoint): Promise<string | null> {
  const { owner, instanceId, numberId } = asked;
  const known = async () => (await notes.of(numberId)).find((note) => note.owner === owner);
  const note = await known();
  if (note) return note.before;
  const before = await numbers.current(instanceId, numberId);
  // Another run of the same request may have noted it, and pointed the number, since.
  if ((await notes.add(numberId, { owner, before })) === 'added') return before;
  return (await known())?.before ?? null;
}

/**
 * Follows a change of the flow. A number that somebody has moved elsewhere by hand since stays where it is: they gave it back,
 * and no deploy takes it again.
 */
export async function repointNumber(
  ports: PointNumberPorts,
  asked: NumberToPoint & { readonly formerFlowId: string | null },
): Promise<NumberNote> {
  const current = await ports.numbers.current(asked.instanceId, asked.numberId);
  const ours = current === null || current === asked.flowId || current === asked.formerFlowId;
  if (ours || asked.formerFlowId === null) return pointNumber(ports, asked);
  return { owner: asked.owner, before: await noteOf(ports, asked) };
}

/**
 * Gives a number back to the flow it had. One that leads elsewhere by now stays there, and so does one that another resource
 * has taken over: that one inherits the flow to give it back to.
 */
export async function giveNumberBack(
  ports: PointNumberPorts,
  asked: Omit<NumberToPoint, 'flowId'> & { readonly flowId: string | null },
): Promise<void> {
  const { owner, instanceId, numberId, flowId } = asked;
  const { numbers, notes } = ports;
  const all = await notes.of(numberId);
  const before = all.find((note) => note.owner === owner)?.before ?? null;
  const heirs = all.filter((note) => note.owner !== owner && note.before !== null && note.before === flowId);
  for (const heir of heirs) await notes.change(numberId, { ...heir, before });
  if (heirs.length === 0) {
    const current = await numbers.current(instanceId, numberId);
    if (flowId === null || current === flowId) await lead(numbers, instanceId, numberId, before);
  }
  await notes.remove(numberId, owner);
}

async function lead(numbers: NumberFlows, instanceId: string, numberId: string, flowId: string | null): Promise<void> {
  if (flowId !== null && (await numbers.associate(instanceId, numberId, flowId)) === 'done') return;
  await numbers.dissociate(instanceId, numberId);
}
