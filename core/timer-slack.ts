/** SQS counts delays in whole seconds, and functions' clocks differ by milliseconds: a timer this close to its time is due. */
export const timerSlackMs = 500;
