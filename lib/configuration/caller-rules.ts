import * as z from 'zod';
import { type CrossProblem, type CrossRule, rule } from './cross-rule';

const queue = z.looseObject({
  name: z.string(),
  voice: z.unknown().optional(),
  language: z.unknown().optional(),
  recording: z.looseObject({ analytics: z.unknown().optional() }).optional(),
});
const groups = z.looseObject({
  groups: z.array(z.looseObject({ queues: z.array(queue) })),
  voice: z.unknown().optional(),
  language: z.unknown().optional(),
});

/** A caller who is sent on keeps what the queue before has set, unless the next one sets it, too. */
const forTheOthers = (what: 'voice' | 'language', example: string): CrossRule =>
  rule(groups, (parts) => {
    const queues = parts.groups.flatMap((group) => group.queues);
    const own = queues.find((each) => each[what] !== undefined);
    const others = queues.filter((each) => each[what] === undefined);
    if (parts[what] !== undefined || own === undefined || others.length === 0) return [];
    const message = `is missing, though the queue ${own.name} has a ${what} of its own: a caller who is sent on from there would keep it; give ${example} for ${others.map(({ name }) => name).join(', ')}`;
    return [{ code: 'env.part-missing', path: [what], message }];
  });

const analysed = z.object({ analytics: z.enum(['post-contact', 'real-time']) });

/** Connect analyses in one language, which somebody has to name. */
const analysisLanguage = rule(
  groups.extend({
    recording: z.unknown().optional(),
    voicemail: z.object({ transcription: z.looseObject({ languageCode: z.unknown().optional() }) }),
  }),
  (parts) => {
    if (parts.language !== undefined || parts.voicemail.transcription.languageCode !== undefined) return [];
    const missing = (path: readonly PropertyKey[]): CrossProblem => ({
      code: 'env.part-missing',
      path: [...path, 'analytics'],
      message: "needs a language to analyse in; give the queue or the environment one, such as language: 'en-US'",
    });
    const queues = parts.groups.flatMap((group, groupIndex) =>
      group.queues.map((each, index) => ({ each, path: ['groups', groupIndex, 'queues', index, 'recording'] })),
    );
    const wide = analysed.safeParse(parts.recording).success && queues.some(({ each }) => each.language === undefined);
    return [
      ...(wide ? [missing(['recording'])] : []),
      ...queues
        .filter(({ each }) => each.language === undefined && analysed.safeParse(each.recording).success)
        .map(({ path }) => missing(path)),
    ];
  },
);

export const callerRules: readonly CrossRule[] = [
  forTheOthers('voice', "the environment one, such as voice: { name: 'Joanna' },"),
  forTheOthers('language', "the environment one, such as language: 'en-US',"),
  analysisLanguage,
];
