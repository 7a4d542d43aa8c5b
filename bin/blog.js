#!/usr/bin/env node
import { realSystem, run } from '../dist/main.js';

process.exitCode = await run(process.argv.slice(2), realSystem(process));
