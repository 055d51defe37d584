import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Download, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { graphWrites } from '../../src/practice/run-script.ts';
import { type Practice, startPractice } from '../../src/practice/start-practice.ts';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const noBrowser = !existsSync(executablePath);
if (noBrowser)
  console.warn(
    `\n*** NO BROWSER: ${executablePath} is not there, so the browser tests are SKIPPED. apt-get install chromium, or set CHROMIUM_PATH. ***\n`,
  );

const pictures = fileURLToPath(new URL('pictures/', import.meta.url));
const patience = 30_000;

// skipped only where no browser is installed, loudly
describe.skipIf(noBrowser)('in the Agents Playground', () => {
  let practice: Practice;
  let browser: Browser;

  beforeEach(async () => {
    practice = await startPractice({ bot: 'child', playground: true, ports: { bot: 0, playground: 0 } });
  });
  afterEach(() => practice.stop());
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await chromium.launch({
      executablePath,
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
        ...['--disable-background-networking', '--disable-component-update'],
      ],
    });
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** The Playground in a fresh window; only this machine is asked for anything. */
  async function open(): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 1500 },
      ignoreHTTPSErrors: true,
    });
    context.setDefaultTimeout(patience);
    await context.route(/^https?:\/\/(?!127\.0\.0\.1|localhost)/, (route) => route.abort());
    const page = await context.newPage();
    await page.goto(practice.urls.playground ?? '');
    await page.getByRole('textbox').first().waitFor();
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') await picture(page, `failed - ${task.name}`);
      await context.close();
    });
    return page;
  }
  async function say(page: Page, text: string, { mention = false } = {}): Promise<void> {
    // cards have text boxes of their own
    await page.locator('[role=textbox][contenteditable=true]').last().click();
    if (mention) {
      await page.keyboard.type('@');
      await page.getByRole('menuitem', { name: practice.teams.app.name }).click();
    }
    await page.keyboard.type(mention ? ` ${text}` : text);
    await page.keyboard.press('Enter');
  }
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).last();
  const picture = (page: Page, name: string) => page.screenshot({ path: `${pictures}${name}.png` });

  it('does the main job from the sentence to the final card', async () => {
    const page = await open();
    await say(page, 'set up JIT for com.salesforce.chatter and com.box.BoxNet for Sales');
    await button(page, 'Approve').waitFor();
    await picture(page, 'review');
    expect(graphWrites(practice)).toEqual([]);
    await button(page, 'Approve').click();
    await page.getByText('JIT registration is set up').waitFor();
    await picture(page, 'done');
    expect(await button(page, 'Approve').count()).toBe(0);
    expect(graphWrites(practice).map(({ status }) => status)).toEqual([201, 204, 200]);
    expect(practice.teams.refused()).toEqual([]);
  });

  it('shows no sign of restarts between any two steps', async () => {
    const page = await open();
    const restart = () => practice.restartBot();
    await say(page, 'set up JIT');
    await page.getByText('Which apps should sign in with SSO?').last().waitFor();
    await restart();
    await page.getByRole('textbox', { name: 'Bundle IDs' }).last().fill('com.box.BoxNet');
    await button(page, 'Next').click();
    await page.getByText('Who should get it?').last().waitFor();
    await restart();
    await say(page, 'Sales');
    await button(page, 'Approve').waitFor();
    await restart();
    await button(page, 'Edit').click();
    const name = page.getByRole('textbox', { name: 'Name' }).last();
    await name.waitFor();
    await restart();
    await name.fill('iOS SSO for Sales');
    await button(page, 'Review').click();
    await button(page, 'Approve').waitFor();
    await restart();
    await button(page, 'Approve').click();
    await page.getByText('JIT registration is set up').waitFor();
    await restart();
    await say(page, 'history');
    await page.getByText('What changed, the newest first').waitFor();
    await restart();
    await button(page, 'Undo').click();
    await button(page, 'Approve').waitFor();
    await picture(page, 'undo-review');
    await restart();
    await button(page, 'Approve').click();
    await page.getByText('JIT registration is taken back').waitFor();
    await page.getByText('Taken back by Megan Bowen').waitFor();
    await picture(page, 'after-restarts');
    expect(graphWrites(practice).map(({ status }) => status)).toEqual([201, 204, 200, 204, 204]);
    expect(practice.teams.refused()).toEqual([]);
  });

  it('signs in through the window where it cannot be silent, and goes on by itself', async () => {
    const page = await open();
    practice.entra.revokeConsent('megan');
    await say(page, 'set up JIT for com.box.BoxNet for Field Ops');
    const link = page.getByRole('link', { name: 'Sign in', exact: true }).last();
    const [popup] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await popup.getByRole('button', { name: 'Accept' }).click();
    await popup.getByText('You are signed in').waitFor();
    await popup.close();
    await button(page, 'Approve').waitFor();
    await picture(page, 'after-sign-in');
    expect(practice.teams.refused()).toEqual([]);
  });

  it('answers whether the tenant is ready, and fills the same card in after a consent', async () => {
    const page = await open();
    await say(page, 'is my tenant ready for JIT');
    await button(page, 'Check Conditional Access').waitFor();
    await picture(page, 'readiness');
    await button(page, 'Check Conditional Access').click();
    const link = page.getByRole('link', { name: 'Sign in', exact: true }).last();
    const [popup] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await popup.getByRole('button', { name: 'Accept' }).click();
    await page.getByText('Conditional Access', { exact: true }).waitFor();
    expect(await button(page, 'Check Conditional Access').count()).toBe(0);
    await picture(page, 'readiness-fuller');
    expect(practice.teams.refused()).toEqual([]);
  });

  it('works in a group chat with a mention', async () => {
    const page = await open();
    await page.getByText('Change board').first().click();
    await say(page, 'set up JIT for com.box.BoxNet for Sales', { mention: true });
    await button(page, 'Continue').click();
    await button(page, 'Approve').waitFor();
    await picture(page, 'group-review');
    await button(page, 'Approve').click();
    await page.getByText('JIT registration is set up').waitFor();
    await picture(page, 'group-done');
    expect(graphWrites(practice).map(({ status }) => status)).toEqual([201, 204, 200]);
    expect(practice.teams.refused()).toEqual([]);
  });

  it('hands over a file', async () => {
    const page = await open();
    await say(page, 'which groups have JIT as CSV');
    await button(page, 'Allow').click();
    const link = page.getByRole('link', { name: 'Download', exact: true }).last();
    await link.waitFor();
    await picture(page, 'file');
    // The window of the link closes at once, and then the page that opened it tells of the download.
    const downloaded = new Promise<Download>((resolve) => {
      page.on('download', resolve);
      page.context().on('page', (popup) => popup.on('download', resolve));
    });
    await link.click();
    const download = await downloaded;
    const [file] = practice.teams.files();
    expect(download.suggestedFilename()).toBe(file!.name);
    expect(readFileSync(await download.path()).equals(file!.bytes)).toBe(true);
    expect(practice.teams.refused()).toEqual([]);
  });
});
