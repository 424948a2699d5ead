/** Packages of the operating system that tests run against, and how the presence of each is seen. */
export const testPackages = [
  { debian: 'dbus', command: 'dbus-daemon' },
  { debian: 'dbus-x11', command: 'dbus-launch' },
  { debian: 'gnome-keyring', command: 'gnome-keyring-daemon' },
  { debian: 'libsecret-tools', command: 'secret-tool' },
  { debian: 'g++-mingw-w64-x86-64', command: 'x86_64-w64-mingw32-g++' },
  { debian: 'attr', command: 'setfattr' },
  { debian: 'acl', command: 'setfacl' },
  { debian: 'e2fsprogs', command: 'chattr' },
];
