#!/usr/bin/env node
// Stands where SnoreToast would: keeps its arguments, says on the pipe what it was told to, ends with the code it was told.
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';

const words = process.argv.slice(2);
writeFileSync(process.env.TOASTER_RECORD, JSON.stringify(words));
const answer = process.env.TOASTER_ANSWER;
if (answer === undefined) process.exit(Number(process.env.TOASTER_EXIT ?? 0));
connect(words[words.indexOf('-pipeName') + 1]).end(Buffer.from(answer, 'utf16le'));
