/** Agents of one kind, who are told apart by nothing. Who is at work when their number falls finishes first. */
class Crew {
  /** Below 0 while more are at work than are still on duty. */
  free: number;
  busySeconds = 0;
  presentSeconds = 0;
  private onDuty: number;
  private busy = 0;
  private countedTo: number;
  private isClosed = false;

  constructor(onDuty: number, now: number) {
    this.onDuty = this.free = onDuty;
    this.countedTo = now;
  }

  begin(now: number): void {
    this.count(now);
    this.busy++;
    this.free--;
  }

  end(now: number): void {
    this.count(now);
    this.busy--;
    this.free++;
  }

  change(onDuty: number, now: number): void {
    this.count(now);
    this.free += onDuty - this.onDuty;
    this.onDuty = onDuty;
  }

  /** Nothing is counted from then on. */
  close(now: number): void {
    this.count(now);
    this.isClosed = true;
  }

  private count(now: number): void {
    if (this.isClosed) return;
    const passed = now - this.countedTo;
    this.busySeconds += this.busy * passed;
    this.presentSeconds += Math.max(this.busy, this.onDuty) * passed;
    this.countedTo = now;
  }
}

/** The agents of a day: those for callers alone, and those who are dialled for too. A place is one agent at work. */
export class Staff {
  readonly inbound: Crew;
  readonly blend: Crew;
  private readonly inboundPlaces: number;
  readonly places: number;
  private readonly unused: { readonly inbound: number[]; readonly blend: number[] };

  /** Both lists have an entry for each period. */
  constructor(
    private readonly inboundAgents: readonly number[],
    private readonly blendAgents: readonly number[],
    now: number,
  ) {
    this.inbound = new Crew(inboundAgents[0] ?? 0, now);
    this.blend = new Crew(blendAgents[0] ?? 0, now);
    this.inboundPlaces = Math.max(...inboundAgents);
    this.places = this.inboundPlaces + Math.max(...blendAgents);
    const all = Array.from({ length: this.places }, (_, place) => place);
    this.unused = { inbound: all.slice(0, this.inboundPlaces), blend: all.slice(this.inboundPlaces) };
  }

  isBlend(place: number): boolean {
    return place >= this.inboundPlaces;
  }

  /** Only where somebody of the kind is free. */
  begin(isBlend: boolean, now: number): number {
    (isBlend ? this.blend : this.inbound).begin(now);
    return (isBlend ? this.unused.blend : this.unused.inbound).pop() as number;
  }

  end(place: number, now: number): void {
    const isBlend = this.isBlend(place);
    (isBlend ? this.blend : this.inbound).end(now);
    (isBlend ? this.unused.blend : this.unused.inbound).push(place);
  }

  change(period: number, now: number): void {
    this.inbound.change(this.inboundAgents[period] ?? 0, now);
    this.blend.change(this.blendAgents[period] ?? 0, now);
  }

  close(now: number): void {
    this.inbound.close(now);
    this.blend.close(now);
  }
}
