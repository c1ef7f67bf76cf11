const texts = {
  en: {
    title: "You are offline",
    text: "Plaza cannot be reached, and nothing of it is kept on this device. Check your network and try again.",
    retry: "Try again",
  },
  "zh-Hans": {
    title: "您已离线",
    text: "无法连接到 Plaza，此设备上也没有保存的内容。请检查网络后重试。",
    retry: "重试",
  },
  "zh-Hant": {
    title: "您已離線",
    text: "無法連線到 Plaza，此裝置上也沒有保存的內容。請檢查網路後再試一次。",
    retry: "再試一次",
  },
} as const;

/** What stands there when neither the network answers nor a page was kept. Complete in itself, in the browser's language. */
export function toOfflinePage(languages: readonly string[] = navigator.languages): Response {
  const locale = pickLocale(languages);
  const { title, text, retry } = texts[locale];
  const html = `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Plaza</title>
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; background: light-dark(#f5f3ef, #131312); color: light-dark(#1c1b19, #f1efea); }
main { max-width: 26rem; padding: 1.5rem; text-align: center; }
a { display: inline-block; margin-top: 1rem; padding: 0.625rem 1rem; border-radius: 0.5rem; font-weight: 500; text-decoration: none; background: light-dark(#0b6a5c, #5cc9b5); color: light-dark(#fff, #10201d); }
</style>
</head>
<body><main><h1>${title}</h1><p>${text}</p><a href="">${retry}</a></main></body>
</html>`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
  };
  return new Response(html, { status: 503, headers });
}

function pickLocale(languages: readonly string[]): keyof typeof texts {
  const first = languages.find((tag) => /^(en|zh)\b/i.test(tag)) ?? "en";
  if (/^en/i.test(first)) return "en";
  const isTraditional = /-(hant|tw|hk|mo)\b/i.test(first) && !/-hans\b/i.test(first);
  return isTraditional ? "zh-Hant" : "zh-Hans";
}
