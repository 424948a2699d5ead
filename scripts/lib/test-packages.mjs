import { windowsCompiler } from './windows-build.mjs';

const LIBRARIES = '/usr/lib/x86_64-linux-gnu';

/** What marks and menus are tested with, by `npm run test:filemanagers`. A package is there when its own file is: folders are shared with others. */
export const fileManagerPackages = [
  { debian: 'xvfb', command: 'Xvfb' },
  { debian: 'dbus', command: 'dbus-daemon' },
  { debian: 'openbox', command: 'openbox' },
  { debian: 'xdotool', command: 'xdotool' },
  { debian: 'imagemagick', command: 'import' },
  { debian: 'x11-utils', command: 'xprop' },
  { debian: 'nautilus', command: 'nautilus' },
  { debian: 'nemo', command: 'nemo' },
  { debian: 'caja', command: 'caja' },
  { debian: 'thunar', command: 'thunar' },
  { debian: 'python3-nautilus', file: `${LIBRARIES}/nautilus/extensions-4/libnautilus-python.so` },
  { debian: 'nemo-python', file: `${LIBRARIES}/nemo/extensions-3.0/libnemo-python.so` },
  { debian: 'python3-caja', file: `${LIBRARIES}/caja/extensions-2.0/libcaja-python.so` },
  { debian: 'thunarx-python', file: `${LIBRARIES}/thunarx-3/thunarx-python.so` },
  { debian: 'gir1.2-thunarx-3.0', file: `${LIBRARIES}/girepository-1.0/Thunarx-3.0.typelib` },
  { debian: 'gir1.2-gtk-3.0', file: `${LIBRARIES}/girepository-1.0/Gtk-3.0.typelib` },
  { debian: 'adwaita-icon-theme', file: '/usr/share/icons/Adwaita/index.theme' },
  { debian: 'hicolor-icon-theme', file: '/usr/share/icons/hicolor/index.theme' },
];

/** Packages of the operating system that tests run against, and how the presence of each is seen. */
export const testPackages = [
  { debian: 'dbus', command: 'dbus-daemon' },
  { debian: 'dbus-x11', command: 'dbus-launch' },
  { debian: 'gnome-keyring', command: 'gnome-keyring-daemon' },
  { debian: 'libsecret-tools', command: 'secret-tool' },
  windowsCompiler,
  { debian: 'libssl-dev', pkgConfig: 'libcrypto' },
  { debian: 'openssl', command: 'openssl' },
  { debian: 'osslsigncode', command: 'osslsigncode' },
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
