import type {
  AgentParked,
  AgentTakenOff,
  CustomerAsked,
  IndicatorChanged,
  PreviewSettled,
  PreviewShown,
  SideChanged,
} from './agent-decisions';
import type {
  CallCompared,
  CallEnded,
  CallPastMaxWait,
  CallTakenIn,
  CriteriaLate,
  CriteriaSent,
  EntryMistaken,
  OfferOpened,
  OfferPlanned,
  OfferRepeated,
  VoicemailDecided,
  VoicemailDelivered,
} from './call-decisions';
import type { MoveDecided, MoveEnded, MoveRefused, SupervisorAsked } from './move-decisions';
import type {
  TetherChanged,
  TetherEnded,
  TetherHeld,
  TetherMapped,
  TetherRequested,
  TethersFailedTogether,
  TetherTokenRefused,
} from './tether-decisions';
import type {
  CampaignLinkChanged,
  CampaignReplied,
  CommandDropped,
  InputIgnored,
  OperatorSwitched,
  ReconcileDone,
  ReconcileUnderWay,
  Repaired,
  ThresholdsApplied,
  ThresholdsRejected,
} from './upkeep-decisions';

/**
 * What the application decided, with its inputs and its reason: one structured log line each, from which a supervisor,
 * an engineer at night and the local trace all read the same thing. Times are milliseconds since the epoch, agents and
 * calls are Connect's ids. No phone number ever stands here.
 */
export type Decision =
  | OfferPlanned
  | OfferOpened
  | CallTakenIn
  | CallPastMaxWait
  | CallCompared
  | CallEnded
  | VoicemailDecided
  | VoicemailDelivered
  | OfferRepeated
  | CriteriaLate
  | CriteriaSent
  | EntryMistaken
  | AgentParked
  | AgentTakenOff
  | TethersFailedTogether
  | ThresholdsApplied
  | ThresholdsRejected
  | CommandDropped
  | Repaired
  | InputIgnored
  | MoveDecided
  | MoveEnded
  | MoveRefused
  | SupervisorAsked
  | OperatorSwitched
  | TetherRequested
  | TetherHeld
  | TetherMapped
  | TetherTokenRefused
  | TetherChanged
  | TetherEnded
  | SideChanged
  | IndicatorChanged
  | CampaignReplied
  | CampaignLinkChanged
  | ReconcileDone
  | ReconcileUnderWay
  | PreviewShown
  | PreviewSettled
  | CustomerAsked;
