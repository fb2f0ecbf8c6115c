// Runs Lighthouse on each address that comes in as a line, in one Chromium, and answers each with a line of JSON.
// node lighthouse.mjs NODE_MODULES CHROMIUM FLAGS(JSON)
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [modules, chromePath, flags] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(`${modules}/${path}`).href);
const { launch } = await load("chrome-launcher/dist/index.js");
const { default: lighthouse } = await load("lighthouse/core/index.js");

const chrome = await launch({ chromePath, chromeFlags: JSON.parse(flags), logLevel: "silent" });
const options = {
  port: chrome.port,
  logLevel: "silent",
  throttlingMethod: "simulate",
  onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
  disableFullPageScreenshot: true,
  // A platform's own script can't be had here; what is blocked on purpose is no error to Lighthouse.
  blockedUrlPatterns: ["https://*"],
};

/** What keeps a category from 100: the titles of the audits that count in it and are not passed. */
const lost = (lhr, category) =>
  category.auditRefs
    .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
    .map(({ id }) => `${id} ${lhr.audits[id].explanation ?? lhr.audits[id].displayValue ?? ""}`.trim());

try {
  for await (const url of createInterface({ input: process.stdin })) {
    const { lhr } = await lighthouse(url, options);
    const entries = Object.entries(lhr.categories);
    const answer = {
      url,
      error: lhr.runtimeError?.message ?? "",
      scores: Object.fromEntries(entries.map(([key, each]) => [key, Math.round((each.score ?? 0) * 100)])),
      lost: Object.fromEntries(entries.map(([key, each]) => [key, lost(lhr, each)])),
    };
    console.log(JSON.stringify(answer));
  }
} finally {
  chrome.kill();
}
