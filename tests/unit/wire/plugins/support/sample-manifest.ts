/** A manifest that uses every contribution point; tests change one thing of it at a time. */
export function sampleManifest() {
  return {
    name: 'deskhook',
    publisher: 'acme',
    version: '1.2.0',
    displayName: { ja: 'デスク連携', en: 'Desk hook' },
    description: 'Tells the help desk.',
    engines: { mamori: '^0.1.0' },
    main: './dist/main.js',
    type: 'module',
    scripts: { build: 'tsc' },
    activationEvents: ['onStartupFinished', 'onNotice:deskhook.alarm', 'onRun:after'],
    capabilities: { 'files.read': true, network: { hosts: ['api.example.com', '*.example.org:8443', '${config:deskhook.server}'] }, secrets: true, destinations: true },
    contributes: {
      commands: [{ command: 'deskhook.report', title: { ja: '窓口に報告', en: 'Report to the desk' }, icon: 'icons/report.svg', enablement: 'selectionCount < 10' }],
      menus: {
        file: [{ command: 'deskhook.report', group: 'desk@1', when: 'resourceStatus == problem && inRoot' }],
        tray: [{ command: 'mamori.backupNow' }],
      },
      overlays: [{ id: 'deskhook.open', title: { ja: '問い合わせ中', en: 'Ticket open' }, states: ['problem'] }],
      notices: [{ id: 'deskhook.alarm', title: 'Alarm', severity: 'warning', defaultChannels: ['toast', 'deskhook.chat'] }],
      noticeChannels: [{ id: 'deskhook.chat', title: 'Chat' }],
      destinations: [{ schemes: ['sftp', 'sftps'], title: 'SFTP' }],
      runHooks: [{ id: 'deskhook.dump', phase: 'before', sources: ['Accounts'], timeLimitSeconds: 600, onFailure: 'skip' }],
      configuration: {
        title: 'Desk',
        properties: {
          'deskhook.server': { type: 'string', title: { ja: 'サーバー', en: 'Server' }, format: 'uri', default: '' },
          'deskhook.level': { type: 'string', enum: ['low', 'high'], default: 'low' },
          'deskhook.retries': { type: 'integer', minimum: 0, maximum: 9, default: 3 },
          'deskhook.names': { type: 'array', items: { type: 'string' }, default: ['a'] },
          'deskhook.on': { type: 'boolean', default: true },
        },
      },
      sourceFilters: [{ id: 'deskhook.caches', title: 'Caches', patterns: ['node_modules/', '*.tmp'] }],
    },
  };
}

/** The sample with the value at a path replaced (`undefined` removes it), as text. */
export function sampleWith(path: readonly (string | number)[], value: unknown): string {
  const manifest = sampleManifest();
  let parent: Record<string | number, unknown> = manifest as never;
  for (const step of path.slice(0, -1)) parent = parent[step] as Record<string | number, unknown>;
  parent[path.at(-1) as string] = value;
  return JSON.stringify(manifest, undefined, 2);
}
