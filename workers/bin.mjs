#!/usr/bin/env node
import { become, ensureInstalled } from './prepare.mjs';

ensureInstalled();
become('workers/cli.ts', process.argv.slice(2));
