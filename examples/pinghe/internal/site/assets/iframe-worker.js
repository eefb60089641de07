/*
 * Browsers start no worker from a folder (file://). There the worker's script runs in a hidden
 * frame of the page instead, behind the same messages, so that search works on a stick.
 * The name tells the theme's offline plugin that it need not fetch a shim from elsewhere.
 */
"use strict";

if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "搜索";
      frame.srcdoc = "<!doctype html>";
      this.inner = new Promise((ready) => {
        frame.addEventListener("load", () => {
          const { contentWindow: inner, contentDocument: page } = frame;
          inner.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
          const source = new URL(url, location.href);
          // unlike a worker's own, it gives a promise
          inner.importScripts = (name) => new Promise((done, fail) => {
            const script = page.createElement("script");
            script.src = new URL(name, source);
            script.addEventListener("load", done);
            script.addEventListener("error", fail);
            page.body.append(script);
          });
          inner.importScripts(source).then(() => ready(inner));
        }, { once: true });
      });
      document.body.append(frame);
    }

    async postMessage(data) {
      const inner = await this.inner;
      inner.dispatchEvent(new inner.MessageEvent("message", { data }));
    }
  };
}
