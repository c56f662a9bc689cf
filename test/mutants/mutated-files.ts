/** The rules whose mutants the tests have to kill: every decision that is made without asking anybody. */
export const mutatedFiles: readonly string[] = [
  // Offers, claims and the clocks that order them.
  'core/offering/offer-plan.ts',
  'core/agent/agent.ts',
  'core/agent/apply-observation.ts',
  'core/agent/agent-place.ts',
  'core/offering/call.ts',
  'core/blending/hold.ts',
  // Blending: the ledger and the rules.
  'core/group/group-ledger.ts',
  'core/blending/plan-moves.ts',
  'core/blending/anti-flap.ts',
  'core/blending/campaign-release.ts',
  'core/group/campaign-teams.ts',
  'core/blending/demand-target.ts',
  'core/blending/fetches-in-flight.ts',
  'core/blending/minimum-inbound.ts',
  'core/blending/moves-for-callers.ts',
  'core/blending/moves-to-outbound.ts',
  'core/blending/nominees.ts',
  'core/blending/rule-outcome.ts',
  'core/blending/situation.ts',
  'core/blending/supervisor-moves.ts',
  'core/reasons/wording.ts',
  // Steps of a move and of a tether.
  'core/agent/outbound.ts',
  'core/agent/steps/agent-step.ts',
  'core/agent/steps/move-steps.ts',
  'core/agent/steps/tether.ts',
  'core/agent/steps/tether-on-softphone.ts',
  'core/agent/steps/tether-end.ts',
  'core/agent/steps/taken-off.ts',
  // Previews, and the clocks of work on a tether.
  'core/agent/steps/preview.ts',
  'core/agent-page/preview-on-page.ts',
  'core/agent/steps/agent-work.ts',
];
