/** A file manager that runs our extension script (native/filemanager). */
export interface FileManager {
  readonly name: string; //             as people know it
  readonly program: string; //          how its presence is seen
  readonly extensions: string; //       where it looks for scripts, below the user's data folder
  readonly package: string; //          Debian's package of its Python bindings
  readonly bindings: string; //         what that package brings, below a library folder; `*` is a version
  readonly emblems: boolean;
}

export const FILE_MANAGERS: readonly FileManager[] = [
  { name: 'Nautilus', program: 'nautilus', extensions: 'nautilus-python/extensions', package: 'python3-nautilus', bindings: 'nautilus/extensions-*/libnautilus-python.so', emblems: true },
  { name: 'Nemo', program: 'nemo', extensions: 'nemo-python/extensions', package: 'nemo-python', bindings: 'nemo/extensions-*/libnemo-python.so', emblems: true },
  { name: 'Caja', program: 'caja', extensions: 'caja-python/extensions', package: 'python3-caja', bindings: 'caja/extensions-*/libcaja-python.so', emblems: true },
  { name: 'Thunar', program: 'thunar', extensions: 'thunarx-python/extensions', package: 'thunarx-python', bindings: 'thunarx-*/thunarx-python.so', emblems: false },
];
