import { z } from "zod";

/** A file of a font and the characters in it. */
const partSchema = z.object({
  file: z.string(),
  ranges: z.array(z.tuple([z.number(), z.number()])),
});
export type FontPart = z.infer<typeof partSchema>;

/** The parts of Noto Sans, drawn for the mainland (`sc`) and for Taiwan (`tc`); what `scripts/local/fonts.mjs` writes. */
export const fontIndexSchema = z.object({ sc: z.array(partSchema), tc: z.array(partSchema) });
export type FontIndex = z.infer<typeof fontIndexSchema>;

/** Frequent characters that only one way of writing Chinese has. */
const traditional = new Set(
  "們個這來時說國會為學過後對發還沒裡麼樣點從開長間頭電話見問現動處實當與應關無業產經體東兩義讓認樹紅綠藍風鳥魚龍馬車門書畫語請謝買賣廣場園圖燈夜雲霧飛將塊層線細織繡邊遠陽陰濕熱氣濱灣島橋樓階鄉鎮顏彩筆觸鮮豔舊黃",
);
const simplified = new Set(
  "们个这来时说国会为学过后对发还没里么样点从开长间头电话见问现动处实当与应关无业产经体东两义让认树红绿蓝风鸟鱼龙马车门书画语请谢买卖广场园图灯夜云雾飞将块层线细织绣边远阳阴湿热气滨湾岛桥楼阶乡镇颜彩笔触鲜艳旧黄",
);

/** Which forms a text wants: those of Taiwan where it has more characters that are written only there. */
export function pickScript(text: string): keyof FontIndex {
  let balance = 0;
  for (const character of text) {
    const isTraditional = traditional.has(character);
    const isSimplified = simplified.has(character);
    if (isTraditional && !isSimplified) balance += 1;
    if (isSimplified && !isTraditional) balance -= 1;
  }
  return balance > 0 ? "tc" : "sc";
}
