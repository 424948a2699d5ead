import { windowsCompiler } from './windows-build.mjs';

/** What marks and menus are tested with, by `npm run test:filemanagers`. */
export const fileManagerPackages = [
  ...[['xvfb', 'Xvfb'], ['dbus', 'dbus-daemon'], ['openbox', 'openbox'], ['xdotool', 'xdotool'], ['imagemagick', 'import'], ['x11-utils', 'xprop']],
  ...['nautilus', 'nemo', 'caja', 'thunar'].map(program => [program, program]),
].map(([debian, command]) => ({ debian, command })).concat([
  { debian: 'python3-nautilus', file: '/usr/share/doc/python3-nautilus' }, { debian: 'nemo-python', file: '/usr/share/doc/nemo-python' },
  { debian: 'python3-caja', file: '/usr/share/doc/python3-caja' }, { debian: 'thunarx-python', file: '/usr/share/doc/thunarx-python' },
  { debian: 'gir1.2-thunarx-3.0', file: '/usr/share/doc/gir1.2-thunarx-3.0' }, { debian: 'gir1.2-gtk-3.0', file: '/usr/share/doc/gir1.2-gtk-3.0' },
  { debian: 'adwaita-icon-theme', file: '/usr/share/icons/Adwaita' }, { debian: 'hicolor-icon-theme', file: '/usr/share/icons/hicolor/index.theme' },
]);

/** Packages of the operating system that tests run against, and how the presence of each is seen. */
export const testPackages = [
  { debian: 'dbus', command: 'dbus-daemon' },
  { debian: 'dbus-x11', command: 'dbus-launch' },
  { debian: 'gnome-keyring', command: 'gnome-keyring-daemon' },
  { debian: 'libsecret-tools', command: 'secret-tool' },
  windowsCompiler,
  { debian: 'libssl-dev', pkgConfig: 'libcrypto' },
  { debian: 'attr', command: 'setfattr' },
  { debian: 'acl', command: 'setfacl' },
  { debian: 'e2fsprogs', command: 'chattr' },
  { debian: 'xvfb', command: 'Xvfb' },
  { debian: 'xdotool', command: 'xdotool' },
  { debian: 'imagemagick', command: 'import' },
  { debian: 'xfce4-notifyd', file: '/usr/share/dbus-1/services/org.xfce.xfce4-notifyd.Notifications.service' },
  { debian: 'xfce4-panel', command: 'xfce4-panel' },
  { debian: 'xdg-utils', command: 'xdg-open' },
  { debian: 'fonts-dejavu-core', file: '/usr/share/fonts/truetype/dejavu' },
  { debian: 'systemd', command: 'systemd-analyze' },
  { debian: 'python3-dbusmock', file: '/usr/lib/python3/dist-packages/dbusmock' },
  { debian: 'libglib2.0-bin', command: 'gio' },
  { debian: 'postgresql', command: 'pg_ctlcluster' },
  { debian: 'mariadb-server', command: 'mariadbd' },
];
