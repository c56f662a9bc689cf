/** The rules whose mutants the tests have to kill: every decision that is made without asking anybody. */
export const mutatedFiles: readonly string[] = [
  // Offers, claims and the clocks that order them.
  'core/domain/offer-plan.ts',
  'core/domain/agent.ts',
  'core/domain/call.ts',
  'core/domain/hold.ts',
  // Blending: the ledger and the rules.
  'core/domain/group-ledger.ts',
  'core/domain/plan-moves.ts',
  'core/domain/blend/anti-flap.ts',
  'core/domain/blend/campaign-release.ts',
  'core/domain/blend/campaign-teams.ts',
  'core/domain/blend/demand-target.ts',
  'core/domain/blend/fetches-in-flight.ts',
  'core/domain/blend/minimum-inbound.ts',
  'core/domain/blend/moves-for-callers.ts',
  'core/domain/blend/moves-to-outbound.ts',
  'core/domain/blend/nominees.ts',
  'core/domain/blend/rule-outcome.ts',
  'core/domain/blend/situation.ts',
  'core/domain/blend/supervisor-moves.ts',
  'core/domain/blend/wording.ts',
  // Steps of a move and of a tether.
  'core/domain/outbound.ts',
  'core/domain/agent-step.ts',
  'core/domain/move-steps.ts',
  'core/domain/tether.ts',
  'core/domain/tether-on-softphone.ts',
  'core/domain/tether-end.ts',
  'core/domain/taken-off.ts',
  // Previews, and the clocks of work on a tether.
  'core/domain/preview.ts',
  'core/domain/preview-on-page.ts',
  'core/domain/agent-work.ts',
];
