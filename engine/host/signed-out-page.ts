/** What a browser sees without a valid session. It holds no data and runs no script. */
export function signedOutPage(reason: 'no-session' | 'used-token'): string {
  const why =
    reason === 'used-token'
      ? 'That address was used already, or belongs to an earlier start.'
      : 'This browser is not signed in to the studio.';
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Rulewright: signed out</title>
    <style>
      :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
      body { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; }
      h1 { font-size: 1.4rem; }
    </style>
  </head>
  <body>
    <main>
      <h1>Open the address printed in the terminal</h1>
      <p>${why}</p>
      <p>
        Rulewright prints an address with a one-time token when it starts. Open that address here. For a new one,
        press Enter in the terminal that runs Rulewright, or start it again.
      </p>
      <p><a href="/">Try again</a></p>
    </main>
  </body>
</html>
`;
}
