/** What a scheduled task is called; the folder keeps it apart from other programs'. */
export function dailyTaskName(name: string): string {
  return `\\Mamori\\${name}-check-alive`;
}

export interface DailyTask {
  /** `mamori.exe`: node.exe by itself would show a console window each day. */
  readonly launcher: string;
  readonly words: readonly string[];
  /** The person, as DOMAIN\name: tasks of others are not ours to make. */
  readonly user: string;
}

/**
 * The task for Windows' scheduler, schema 1.2 (Task Scheduler Schema, [MS-TSCH]): daily at eleven, and as soon as the PC is on again if it was off then, which Windows
 * puts off by ten minutes after a start; on battery as well. With the rights of the person and only while they are signed in, so that a toast reaches them.
 */
export function dailyTaskXml({ launcher, words, user }: DailyTask): string {
  return [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '  <RegistrationInfo><Author>Mamori</Author><Description>Says so when Mamori does not run, or nothing is backed up</Description></RegistrationInfo>',
    '  <Triggers><CalendarTrigger><StartBoundary>2026-01-01T11:00:00</StartBoundary><ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay></CalendarTrigger></Triggers>',
    `  <Principals><Principal id="Person"><UserId>${escaped(user)}</UserId><LogonType>InteractiveToken</LogonType><RunLevel>LeastPrivilege</RunLevel></Principal></Principals>`,
    '  <Settings>',
    '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <StartWhenAvailable>true</StartWhenAvailable>',
    '    <ExecutionTimeLimit>PT1H</ExecutionTimeLimit>',
    '  </Settings>',
    `  <Actions Context="Person"><Exec><Command>${escaped(launcher)}</Command><Arguments>${escaped(words.map(windowsWord).join(' '))}</Arguments></Exec></Actions>`,
    '</Task>', '',
  ].join('\r\n');
}

/** As CommandLineToArgvW and the C runtime read a word: backslashes count only before a quote. */
export function windowsWord(word: string): string {
  if (word !== '' && !/[\s"]/.test(word)) return word;
  return `"${word.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
