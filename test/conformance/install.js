import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Installs packages of npm once for all runs, into a folder below the system's temporary one that is named after the
 * program and its major version: `astro-5`. Returns why that is not possible, or nothing.
 */
export function install(name, packages) {
  const folder = folderOf(name);
  const mark = path.join(folder, 'installed.txt');
  const wanted = packages.join('\n');
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === wanted) return undefined;

  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
  const { status, stderr, error } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], { cwd: folder, encoding: 'utf8', timeout: 600_000 });
  if (error || status !== 0) return `npm could not install it: ${String(error ?? stderr).trim().split('\n').at(-1)}`;
  fs.writeFileSync(mark, wanted);
  return undefined;
}

/** Lends the installed packages to a made site, and says where a command of theirs is. */
export function lend(name, site, command) {
  const modules = path.join(folderOf(name), 'node_modules');
  const link = path.join(site, 'node_modules');
  if (!fs.existsSync(link)) fs.symlinkSync(modules, link, 'junction');
  return path.join(modules, command);
}

const folderOf = (name) => path.join(os.tmpdir(), 'blogwright-conformance', name);
