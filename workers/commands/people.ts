import type { Command } from 'commander';
import { z } from 'zod';
import { importAccounts } from '#lib/accounts/import-accounts.ts';
import { addAccount } from '#lib/accounts/mutations.ts';
import { newAccount } from '#lib/accounts/schema.ts';
import { emailAddress } from '#lib/auth/email-address.ts';
import { grantAccess } from '#lib/users/grant-mutations.ts';
import { createUser, disableUser, findUserByEmail } from '#lib/users/mutations.ts';
import { createPasswordLink } from '#lib/users/password-links.ts';
import { newGrant, newToken, newUser } from '#lib/users/schema.ts';
import { createToken } from '#lib/users/token-mutations.ts';
import { createView } from '#lib/views/mutations.ts';
import { newView } from '#lib/views/schema.ts';
import { answer, type CommonOptions, parseOptions, secretFromStdin, withDatabase } from './context.ts';

const emailOption = z.object({ email: emailAddress });

export function addPeopleCommands(program: Command): void {
  const user = program.command('user').description('people who may sign in');
  user
    .command('create')
    .description('create a user; the password comes from stdin, or is generated and printed')
    .requiredOption('--email <address>', 'e-mail address')
    .requiredOption('--name <name>', "the person's name")
    .option('--role <role>', 'admin or member', 'member')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: CommonOptions) => {
      const input = parseOptions(newUser, { ...options, password: await secretFromStdin() });
      const created = await withDatabase((db) => createUser(db, 'system', input));
      const lines = [`Created ${created.email}.`];
      if (created.generatedPassword) lines.push(`Password, shown only now: ${created.generatedPassword}`);
      answer(options, created, lines);
    });

  user
    .command('password-link')
    .description('print a one-time link with which a user sets a new password')
    .requiredOption('--email <address>', 'whose password')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: CommonOptions) => {
      const { email } = parseOptions(emailOption, options);
      const link = await withDatabase(async (db) =>
        createPasswordLink(db, 'system', (await findUserByEmail(db, email)).id),
      );
      answer(options, link, link.url);
    });
  user
    .command('disable')
    .description('end all sessions and tokens of a user, who can sign in no more')
    .requiredOption('--email <address>', 'whom')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: CommonOptions) => {
      const { email } = parseOptions(emailOption, options);
      await withDatabase((db) => disableUser(db, 'system', email));
      answer(options, { email }, `${email} is disabled.`);
    });

  const token = program.command('token').description('API tokens');
  token
    .command('create')
    .description('create an API token for a user and print it, once, alone on stdout')
    .requiredOption('--email <address>', 'whose rights the token has')
    .requiredOption('--name <name>', 'what it is for')
    .option('--read-only', 'it may only read')
    .option('--scope <scopes...>', 'only for these: view:<slug> or account:<12 digits>')
    .option('--expires-in-days <days>', 'it ends after so many days; without, it does not')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: CommonOptions & { scope?: string[] }) => {
      const input = parseOptions(newToken, { ...options, scopes: options.scope });
      const created = await withDatabase((db) => createToken(db, 'system', input));
      answer(options, created, created.token);
    });

  program
    .command('view')
    .description('multi-account views')
    .command('create')
    .description('create a multi-account view')
    .requiredOption('--name <name>', 'its name')
    .option('--slug <slug>', 'what stands in addresses; made of the name if absent')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: CommonOptions) => {
      const input = parseOptions(newView, options);
      const view = await withDatabase((db) => createView(db, 'system', input));
      answer(options, view, `Created the view ${view.name}: view:${view.slug}`);
    });

  const account = program.command('account').description('AWS accounts');
  account
    .command('import')
    .description('add many accounts from stdin, all or none: a line each with number, name, owner, view')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: CommonOptions) => {
      const pasted = (await secretFromStdin()) ?? '';
      const done = await withDatabase((db) => importAccounts(db, 'system', pasted));
      const words = `${done.added} added, ${done.renamed} renamed, ${done.joined} put into views, ${done.owned} given to owners.`;
      answer(options, done, words);
    });
  account
    .command('add')
    .description('add an account; events of it that were collected before are visible at once')
    .requiredOption('--id <number>', '12 digits, with or without dashes')
    .requiredOption('--name <name>', 'its name')
    .option('--view <slug>', 'put it into this view')
    .option('--owner <address>', 'e-mail address of its owner')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: CommonOptions) => {
      const input = parseOptions(newAccount, options);
      const added = await withDatabase((db) => addAccount(db, 'system', input));
      answer(options, added, `${added.created ? 'Added' : 'Changed'} account ${added.id} (${added.name}).`);
    });

  program
    .command('grant')
    .description('let a user see a view or an account')
    .requiredOption('--email <address>', 'whom')
    .option('--view <slug>', 'which view')
    .option('--account <number>', 'or which account')
    .requiredOption('--level <level>', 'manager (of a view), owner (of an account) or viewer')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: CommonOptions) => {
      const input = parseOptions(newGrant, options);
      await withDatabase((db) => grantAccess(db, 'system', input));
      answer(options, input, `${input.email} is ${input.level} of ${input.view ?? input.account} now.`);
    });
}
