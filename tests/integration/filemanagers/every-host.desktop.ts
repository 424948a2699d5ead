import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { test } from '../../e2e/support/world.js';
import { requires } from '../support/requires.js';

const PYTHON = '/usr/bin/python3';
const TYPELIBS = ['Nautilus-4.0', 'Nemo-3.0', 'Caja-2.0', 'Thunarx-3.0'].map(name => `/usr/lib/x86_64-linux-gnu/girepository-1.0/${name}.typelib`);
/** Loads the extension as the program would, and asks it for the menus of a file, of the background and of a desktop's background. */
const SCRIPT = `
import json, os, runpy, sys
os.readlink = lambda path, readlink=os.readlink: "/usr/bin/" + sys.argv[1] if path == "/proc/self/exe" else readlink(path)
loaded = runpy.run_path(sys.argv[2], run_name="extension")
class File:
    def __init__(self, uri): self.get_uri = lambda: uri
    def get_activation_uri(self): return None
    def is_directory(self): return not self.get_uri().endswith(".txt")
def names(items): return [item.get_property("name") for item in items]
file, background = loaded["items_of_files"], loaded["items_of_background"]
shown = [names(file(None, [File("file:///d/bad-%FF%20%E6%97%A5.txt")])), names(background(None, File("file:///d"))), names(background(None, File("x-nemo-desktop:///"))),
    names(file(None, [File("file:///d/a.txt"), File("smb://server/b.txt")])), names(file(None, []))]
settings = os.path.join(loaded["agent"].FOLDER, "filemanager.json")
os.rename(settings, settings + ".away")
shown.append(names(background(None, File("file:///d"))))
os.rename(settings + ".away", settings)
print(json.dumps(shown))
`;

requires([PYTHON, ...TYPELIBS].filter(path => !existsSync(path)))('the extension script', () => {
  test('gives a menu in every program that loads it, for what lies on this machine, and none once it is uninstalled', async ({ world }) => {
    const { pc } = world;
    await pc.json(['shell', 'install']);
    const data = pc.environment['XDG_DATA_HOME'] as string;
    const script = join(data, 'nemo-python/extensions/mamori-filemanager.py');
    world.newFolder('Desktop');
    const environment = { ...process.env, ...pc.environment, HOME: world.folder, PYTHONDONTWRITEBYTECODE: '1' };
    const menusIn = (program: string) => JSON.parse(execFileSync(PYTHON, ['-c', SCRIPT, program, script], { env: environment, encoding: 'utf8' })) as string[][];
    for (const program of ['nautilus', 'nemo', 'nemo-desktop', 'caja', 'thunar', 'xfdesktop']) {
      expect(menusIn(program), program).toEqual([['Mamori::file'], ['Mamori::background'], ['Mamori::background'], [], [], []]);
    }
  });
});
