import { windowsCompiler } from './windows-build.mjs';

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
  { debian: 'postgresql', command: 'pg_ctlcluster' },
  { debian: 'mariadb-server', command: 'mariadbd' },
];
