import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src/plugins/database-dump/database-address.js';

describe('the address of a database', () => {
  it('names server, socket or file', () => {
    expect(parseAddress('postgresql://desk@db.example:5433/shop?sslmode=require')).toMatchObject({ kind: 'postgresql', label: 'shop' });
    expect(parseAddress('postgres:///shop?host=/run/postgresql')).toMatchObject({ kind: 'postgresql', label: 'shop' });
    expect(parseAddress('mysql://desk%40office@db:3307/shop')).toMatchObject({ kind: 'mysql', host: 'db', port: '3307', user: 'desk@office', database: 'shop', socket: undefined });
    expect(parseAddress('mariadb://root@localhost/%E5%BA%97?socket=/run/my.sock')).toMatchObject({ kind: 'mysql', database: '店', socket: '/run/my.sock', port: undefined });
    expect(parseAddress('mysql://u@[::1]/shop')).toMatchObject({ host: '::1' });
    expect(parseAddress('sqlite:/var/lib/shop/shop.db')).toMatchObject({ kind: 'sqlite', path: '/var/lib/shop/shop.db', label: 'shop.db' });
  });

  it.each([
    '', 'shop', 'ftp://host/shop', 'postgresql://host', 'postgresql://host/', 'mysql://host/', 'sqlite:shop.db', 'sqlite:', 'sqlite:/folder/', 'mysql://host/--all-databases', 'mysql://host/a%2Fb',
    'mysql://host/%zz', 'postgresql://host/a b', 'postgresql://host/%00', 'postgresql://[/shop',
  ])('is refused when it is none: %j', entry => {
    expect(() => parseAddress(entry)).toThrow(expect.objectContaining({ code: 'database.address-invalid' }));
  });

  it.each(['postgresql://u:secret@host/shop', 'mysql://u:secret@host/shop', 'postgresql://u@host/shop?password=secret'])('is refused with a password in it, which is not repeated: %s', entry => {
    expect(() => parseAddress(entry)).toThrow(expect.objectContaining({ code: 'database.address-invalid', message: expect.not.stringContaining('secret') as string }));
  });

  it('gives each database a dump of its own, under the same name for ever', () => {
    const name = (entry: string) => parseAddress(entry).fileName;
    expect(name('postgresql://a/shop')).toBe(name('postgresql://a/shop'));
    expect(name('postgresql://a/shop')).toMatch(/^shop-[0-9a-f]{8}\.dump$/);
    expect(new Set([name('postgresql://a/shop'), name('postgresql://b/shop'), name('mysql://a/shop'), name('sqlite:/a/shop')]).size).toBe(4);
    expect(name(`sqlite:/a/店 の:帳簿*.db`)).toMatch(/^店_の_帳簿_\.db-[0-9a-f]{8}\.sqlite$/);
  });
});
