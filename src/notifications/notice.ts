import type { NoticeRecord } from '../core/ports/notice-log.js';
import type { ActionName, NoticeKind, Severity } from '../terms/notice-terms.js';
import { isNoticeKind, noticeKinds } from '../terms/notice-terms.js';

/** What a button does. Everything in it is plain data: it is stored, and carried out by whatever process runs when it is pressed. */
export type ActionCall =
  | { readonly type: 'verb'; readonly verb: 'backup' | 'undo'; readonly params: Readonly<Record<string, unknown>> }
  | { readonly type: 'command'; readonly plugin: string; readonly command: string; readonly args?: unknown }
  | { readonly type: 'open'; readonly path: string } //          a folder or file of this PC
  | { readonly type: 'run-details'; readonly number: string } // what became of a run, file by file
  | { readonly type: 'mute'; readonly kind: string }; //         "don't show again"

export interface OwnAction {
  readonly name: ActionName;
  readonly call: ActionCall;
}

/** A plugin gives its button a title; ours have texts by name. */
export interface TitledAction {
  readonly name: string;
  readonly title: string;
  readonly call: ActionCall;
}
export type Action = OwnAction | TitledAction;

export type NoticeValues = Readonly<Record<string, string | number>>;

/** What a notice says: by kind and values, put into words when it is shown; or in a plugin's own words. */
export type NoticeBody =
  | { readonly type: 'own'; readonly values: NoticeValues; readonly source?: string | undefined; readonly actions: readonly Action[] }
  | { readonly type: 'given'; readonly title: string; readonly text: string; readonly source?: string | undefined; readonly actions: readonly Action[] };

/** The one notice model: kind, severity, text (as body), actions, source, dedupe key. */
export interface Notice extends NoticeRecord {
  readonly body: NoticeBody;
}

/** A notice that somebody wants told; `id` makes telling it twice impossible. */
export interface NewNotice {
  readonly id?: string | undefined;
  readonly kind: NoticeKind;
  readonly severity?: Severity | undefined;
  readonly dedupeKey?: string | undefined;
  readonly values?: NoticeValues | undefined;
  readonly source?: string | undefined;
  readonly actions?: readonly Action[] | undefined;
}

/** Told at once, whatever the hour: somebody waits for it. Plugins' notices are news. */
export function isAnswer(kind: string): boolean {
  return isNoticeKind(kind) && noticeKinds[kind].manner === 'answer';
}

export function ownNotice({ kind, severity, dedupeKey, values = {}, source, actions = [] }: NewNotice, id: string, atMs: number): Notice {
  return { id, kind, severity: severity ?? noticeKinds[kind].severity, atMs, dedupeKey, body: { type: 'own', values, source, actions } };
}
