/** A voice offer ends by itself (docs/amazon-connect.md#a-voice-offer). */
export const ringSeconds = 20;
