import type { Verb } from './verb.js';

export const stopVerb: Verb<'stop'> = ({ stop }) => {
  stop?.();
  return { stopping: stop !== undefined };
};

export const pauseVerb: Verb<'pause'> = ({ workspace, protection }) => {
  if (!protection && !workspace.queue.running && !workspace.queue.paused) return { paused: false };
  workspace.queue.pause();
  return { paused: true };
};

export const resumeVerb: Verb<'resume'> = ({ workspace }) => {
  workspace.queue.resume();
  return { paused: false };
};

export const cancelVerb: Verb<'cancel'> = ({ workspace }) => ({ cancelled: workspace.queue.cancel() });
