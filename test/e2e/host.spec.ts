import { expect, test } from './studio-fixture.ts';

/** Opens a socket from inside the page, as its own script would. */
const openSocket = (address: string): Promise<string> =>
  new Promise((settle) => {
    const socket = new WebSocket(address);
    socket.addEventListener('open', () => settle('open'));
    socket.addEventListener('close', () => settle('closed'));
  });

test('the token leaves the address, and the page stays signed in over a restart and a crash', async ({
  studio,
}) => {
  const { page } = studio;
  expect(new URL(page.url()).search).toBe('');
  const address = `ws://${new URL(page.url()).host}/rpc`;
  expect(await page.evaluate(openSocket, address)).toBe('open');
  await studio.restart();
  expect(await page.evaluate(openSocket, address)).toBe('open');
  await studio.crash();
  expect(await page.evaluate(openSocket, address)).toBe('open');
  expect((await page.reload())?.status()).toBe(200);
});

test('the page can neither run a script written into it nor speak to anyone else', async ({ studio }) => {
  studio.expectConsoleErrors(/Content Security Policy/);
  const { page } = studio;
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.body.append(script);
  });
  expect(await page.title()).not.toBe('taken over');
  const reached = await page.evaluate(() =>
    fetch('http://127.0.0.1:9/').then(
      () => 'reached',
      () => 'refused',
    ),
  );
  expect(reached).toBe('refused');
});

test('another site open in the same browser gets nothing', async ({ studio }) => {
  const address = new URL(studio.page.url());
  const stranger = await studio.page.context().newPage();
  await stranger.goto('data:text/html,<title>stranger</title>');
  expect(await stranger.evaluate(openSocket, `ws://${address.host}/rpc`)).toBe('closed');
  const read = await stranger.evaluate(
    (url) =>
      fetch(url, { credentials: 'include' }).then(
        () => 'read',
        () => 'refused',
      ),
    address.href,
  );
  expect(read).toBe('refused');
});
