/** What would be heard, seen or read elsewhere: nothing of it reaches this simulation, and the flow goes on. */
import { type ActionHandler, isRecord, next, parameter, passOver } from './action';

const recordingAndAnalytics: ActionHandler = {
  takes: ['VoiceBehavior', 'ChatBehavior', 'ScreenRecordingBehavior'],
  passedOver: 'what agent and caller say is not recorded here, nor analysed',
  // Every contact of a flow here is a voice contact or a task (docs/amazon-connect.md#names-the-service-takes).
  run: (context) => (isRecord(parameter(context, 'ChatBehavior')) ? { go: 'error', type: 'ChannelMismatch' } : next),
};

/** Actions that are read and checked and change nothing here, by their types. */
export const voiceActions: Readonly<Record<string, ActionHandler>> = {
  UpdateContactTextToSpeechVoice: passOver(
    ['TextToSpeechVoice', 'TextToSpeechEngine', 'TextToSpeechStyle'],
    'nothing is spoken here, so no voice is heard',
  ),
  UpdateContactData: passOver(['LanguageCode'], 'nothing is spoken or analysed here, in whatever language'),
  UpdateContactRecordingAndAnalyticsBehavior: recordingAndAnalytics,
};
