import { keepClick } from '../clicks/clicks.js';
import type { Verb } from './verb.js';

/** Answers once the click is on the disk; carries it out afterwards, or lets the next agent do it. */
export const clickVerb: Verb<'click'> = ({ workspace, clicks }, click) => {
  const accepted = keepClick(workspace.state.outbox, click, workspace.clock.nowMs());
  clicks?.wake();
  return { accepted };
};
