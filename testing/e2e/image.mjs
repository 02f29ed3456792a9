// Prints the layers of the image in a layout of OCI, lowest first, and writes runc's config.json for it.
// Usage: node image.mjs LAYOUT BUNDLE DATA; with the port of a database in DATABASE_PORT
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [layout, bundle, data] = process.argv.slice(2);
const blob = ({ digest }) => join(layout, 'blobs', digest.replace(':', '/'));
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

const manifest = read(blob(read(join(layout, 'index.json')).manifests[0]));
const { config } = read(blob(manifest.config));
for (const layer of manifest.layers) console.log(blob(layer));

const [uid, gid] = config.User.split(':').map(Number);
const logins = ['owner', 'app', 'engine'].flatMap((role) => [
  `AUTERITY_DATABASE_${role.toUpperCase()}_USER=auterity_${role}`,
  `AUTERITY_DATABASE_${role.toUpperCase()}_PASSWORDFILE=/data/auterity_${role}`,
]);
const database = process.env.DATABASE_PORT
  ? [`AUTERITY_DATABASE_URL=jdbc:postgresql://127.0.0.1:${process.env.DATABASE_PORT}/auterity`, 'AUTERITY_SECRETS_KEYFILE=/data/secrets.key', ...logins]
  : [];
const kernel = (destination, type, options = ['nosuid', 'noexec', 'nodev']) => ({ destination, type, source: type, options });

writeFileSync(
  join(bundle, 'config.json'),
  JSON.stringify({
    ociVersion: '1.0.2',
    process: {
      user: { uid, gid },
      args: [...config.Entrypoint, ...(config.Cmd ?? [])],
      env: [...config.Env, 'AUTERITY_CONSOLE_PORT=0', 'AUTERITY_GATEWAY_PORT=0', ...database],
      cwd: config.WorkingDir,
      noNewPrivileges: true,
    },
    root: { path: 'rootfs', readonly: true },
    mounts: [
      kernel('/proc', 'proc'),
      kernel('/dev', 'tmpfs', ['nosuid', 'mode=755', 'size=65536k']),
      kernel('/dev/shm', 'tmpfs', ['nosuid', 'noexec', 'nodev', 'mode=1777', 'size=65536k']),
      kernel('/sys', 'sysfs', ['nosuid', 'noexec', 'nodev', 'ro']),
      kernel('/tmp', 'tmpfs', ['nosuid', 'nodev', 'mode=1777']),
      { destination: '/data', type: 'bind', source: data, options: ['rbind', 'rw'] },
      { destination: '/etc/hosts', type: 'bind', source: '/etc/hosts', options: ['rbind', 'ro'] },
      { destination: '/etc/resolv.conf', type: 'bind', source: '/etc/resolv.conf', options: ['rbind', 'ro'] },
    ],
    // With the machine's network, for a database on its loopback.
    linux: {
      namespaces: ['pid', 'ipc', 'uts', 'mount'].map((type) => ({ type })),
      resources: { memory: { limit: 2 * 1024 ** 3 } },
      maskedPaths: ['/proc/kcore', '/proc/keys', '/proc/timer_list', '/sys/firmware'],
      readonlyPaths: ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'],
    },
  }),
);
