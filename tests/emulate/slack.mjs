// Starts emulate's Slack on a free port and says in one line of JSON where it is and who is who.
//
//     node slack.mjs EVENTS_URL SIGNING_SECRET
//
// It ends when its standard input does, so that it never outlives the test that started it.

import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { createEmulator } from "emulate";

const [eventsUrl, signingSecret] = process.argv.slice(2);
const BOT = "xoxb-milepost";
const PEOPLE = { "Bethan Lloyd": "bethan", "Amara Okafor": "amara", "Ifan Rees": "ifan", "Grace Adeyemi": "grace" };

// Its interface has no way to subscribe to events; the part of it that sends them takes subscriptions.
async function subscribeTo(url) {
  const folder = new URL("./node_modules/emulate/dist/", import.meta.url);
  for (const name of (await readdir(folder)).filter((one) => one.endsWith(".js"))) {
    if (!/^\s+slackPlugin\b/m.test(await readFile(new URL(name, folder), "utf8"))) continue;
    const { slackPlugin } = await import(new URL(name, folder));
    const register = slackPlugin.register;
    slackPlugin.register = (app, store, webhooks, ...rest) => {
      webhooks.register({ url, events: ["*"], active: true, owner: "slack" });
      return register.call(slackPlugin, app, store, webhooks, ...rest);
    };
    return;
  }
  throw new Error("emulate's Slack is not where it was in 0.12.2");
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function call(url, token, method, params = {}) {
  const answer = await fetch(`${url}/api/${method}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(params),
  });
  return answer.json();
}

await subscribeTo(eventsUrl);
const slack = await createEmulator({
  service: "slack",
  port: await freePort(),
  seed: {
    slack: {
      team: { name: "Northmere" },
      signing_secret: signingSecret,
      users: Object.entries(PEOPLE).map(([real_name, name]) => ({
        name, real_name, email: `${name}@northmere.example`,
      })),
      channels: [{ name: "leadership" }],
      oauth_apps: [{
        app_id: "A0MILEPOST", client_id: "1.2", client_secret: "unused", name: "Milepost", redirect_uris: [],
        bot_id: "B0MILEPOST", bot_user_id: "U0MILEPOST", bot_name: "milepost",
      }],
      tokens: [
        { token: BOT, type: "bot", user_id: "U0MILEPOST", bot_id: "B0MILEPOST", bot_user_id: "U0MILEPOST" },
        ...Object.values(PEOPLE).map((name) => ({ token: `xoxp-${name}`, type: "user", user: name })),
      ],
    },
  },
});
const { channels } = await call(slack.url, BOT, "conversations.list");
const leadership = channels.find((one) => one.name === "leadership").id;
process.stdout.write(JSON.stringify({ url: slack.url, leadership }) + "\n");
process.stdin.resume();
process.stdin.on("end", async () => {
  await slack.close();
  process.exit(0);
});
