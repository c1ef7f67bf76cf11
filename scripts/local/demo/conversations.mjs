/** Who lives in the demo. Conversations name people by the first word here. */
export const people = {
  Robin: "Robin Vale",
  Mira: "Mira Albrecht",
  Jun: "Jun 林俊",
  Tomas: "Tomás Rey",
  Aiko: "Aiko Tanaka",
  Sofia: "Sofia Marin",
  Wang: "王小明",
  Ngozi: "Ngozi Eze",
  Peter: "Peter Holm",
  Chen: "陳怡君",
  Lukas: "Lukas Brandt",
  Amara: "Amara Diallo",
  Elena: "Elena Petrova",
};

const everybody = Object.keys(people);

/**
 * Rooms with what is said in them: threads of lines `[who, text]`, in order. `@Name` becomes a mention; a third element
 * is a reaction.
 */
export const rooms = [
  {
    name: "Welcome",
    kind: "public",
    topic: "Say hello, ask anything",
    owner: "Robin",
    members: everybody,
    threads: [
      [
        ["Robin", "Welcome, everybody! Tell us who you are and what you would like to do here."],
        ["Mira", "Hello! I run the print workshop by the canal. Come by on Thursdays.", "👋"],
        [
          "Tomas",
          "Tomás here. I repair bicycles, and I collect maps of places that no longer exist.",
        ],
        ["Aiko", "Hi all. I bake. That is most of it 🍞", "❤️"],
      ],
      [
        ["Wang", "大家好，我剛搬來這裡，中文英文都可以。"],
        ["Chen", "歡迎！中文的朋友都在「中文角」，來聊聊吧。", "👍"],
        ["Robin", "Welcome! The rooms on the left are open to you; join whichever you like."],
        ["Wang", "Thank you, I will have a look around."],
      ],
      [
        ["Ngozi", "Is there a list of who has which tools? I am looking for a long ladder."],
        ["Lukas", "I have one, 4 m. Third floor, the blue door. Just ring.", "🙏"],
        ["Ngozi", "Perfect, I'll come on Saturday morning."],
        ["Peter", "We should really write that list."],
        ["Robin", "I'll start a page for it and pin the link here."],
      ],
      [
        [
          "Elena",
          "Hello from the new house on the corner. The bakery smell at five in the morning is unreal.",
        ],
        ["Aiko", "Sorry! (Not sorry.)", "😂"],
        ["Elena", "Please never stop."],
      ],
      [
        ["Amara", "Does anybody know a good dentist who takes new patients?"],
        ["Sofia", "Dr. Weiss on Linden Street. Ask for a Monday, those are never full."],
        ["Amara", "Booked. Thank you!"],
      ],
      [
        [
          "Robin",
          "A reminder: the summer party needs a date. Put the weekends you can do under this message.",
        ],
        ["Mira", "Any but the second."],
        ["Jun", "The third is best for me."],
        ["Tomas", "Third works."],
        ["Peter", "Third. I'll bring the long table."],
        ["Robin", "Third weekend it is then.", "🎉"],
      ],
      [
        ["Lukas", "The lift is out of order again. They say Wednesday."],
        ["Elena", "Which Wednesday?"],
        ["Lukas", "They did not say."],
      ],
      [
        ["Chen", "Found: one key with a red ribbon, in front of number 12."],
        ["Sofia", "That is mine! I have been looking for it for two days."],
        ["Chen", "It is at the bakery, behind the counter.", "❤️"],
      ],
      [
        ["Peter", "@Robin could you make my neighbour a member? She wrote to you yesterday."],
        ["Robin", "Done, she can sign in now."],
        ["Peter", "Thanks!"],
      ],
      [
        [
          "Ngozi",
          "@Robin one more question about the tool list: who keeps it up to date when you are away?",
        ],
      ],
    ],
  },
  {
    name: "Market day",
    kind: "public",
    topic: "Saturday, from nine to four",
    owner: "Mira",
    members: ["Mira", "Tomas", "Aiko", "Sofia", "Ngozi", "Peter", "Robin", "Elena", "Jun"],
    threads: [
      [
        ["Mira", "The map of the stalls is on the wall. Come and write your name on it."],
        ["Aiko", "Bread is at the corner again, please. The oven cable does not reach further."],
        ["Sofia", "I would like to be next to the flowers, if there are any this time."],
        ["Peter", "There will be. My sister brings dahlias."],
      ],
      [
        ["Tomas", "I can bring chairs, six of them.\nDoes anybody have a lamp for the evening?"],
        ["Mira", "There is one in the workshop, on the upper shelf."],
        ["Jun", "我下午帶顏料過去。I'll paint the sign as well."],
        ["Mira", "Perfect. See you at four, then.", "👍"],
      ],
      [
        ["Elena", "What do we do if it rains?"],
        ["Peter", "Move under the bridge, as in spring. I asked, we may."],
        ["Sofia", "The forecast says 20 %. I would not worry."],
        ["Ngozi", "I always worry. I'll bring the tarpaulin."],
      ],
      [
        ["Aiko", "Sold out by noon! 86 loaves. Thank you all for queueing so patiently.", "🎉"],
        ["Tomas", "I got the last rye. I will not apologise."],
        ["Sofia", "We made 412 for the playground."],
        ["Mira", "That is the swing paid for."],
        ["Robin", "Wonderful. I'll tell the school on Monday."],
      ],
      [
        [
          "Ngozi",
          "Could we start half an hour earlier next time? The good parking is gone by nine.",
        ],
        ["Mira", "Fine with me. Any objections?"],
        ["Aiko", "Bread is ready at 7:30 in any case."],
        ["Peter", "No objections, only coffee."],
      ],
      [
        ["Sofia", "Who has the cash box?"],
        ["Elena", "I do. It is counted and locked; 38.50 in coins for change."],
        ["Sofia", "You are an angel."],
      ],
      [
        [
          "Jun",
          "New sign: https://example.com/signs/market-day — tell me if the green is too loud.",
        ],
        ["Mira", "It is exactly loud enough.", "💚"],
        ["Tomas", "Love the bicycle in the corner."],
      ],
      [
        [
          "Peter",
          "Stalls for this Saturday so far: bread, prints, flowers, honey, bicycles, soup.",
        ],
        ["Elena", "Add me with second-hand books."],
        ["Ngozi", "And plants. Mostly tomatoes that I should not have sown."],
        ["Mira", "Both are on the map."],
      ],
      [
        ["Mira", "@Robin are you on the early shift with me?"],
        ["Tomas", "If not, I can do it."],
      ],
    ],
  },
  {
    name: "Workshop",
    kind: "public",
    topic: "Presses, saws and the kiln. Write down what you break.",
    owner: "Lukas",
    members: ["Lukas", "Mira", "Tomas", "Jun", "Wang", "Peter", "Amara", "Robin"],
    threads: [
      [
        [
          "Lukas",
          "The band saw has a new blade. Please let it come to full speed before you feed it.",
        ],
        ["Peter", "It cuts like butter now, thanks.", "🙏"],
        ["Mira", "Was the old one sharpened or thrown away?"],
        ["Lukas", "Sharpened twice, then it gave up."],
      ],
      [
        ["Amara", "First glaze test: the blue turned grey at 1240. Any ideas?"],
        ["Jun", "Too much reduction near the end, I think. Try to open the damper earlier."],
        ["Amara", "Will do on Thursday. I'll post pictures."],
        ["Amara", "It worked. It is so blue.", "💙"],
      ],
      [
        ["Tomas", "Whoever has the 8 mm hex key, it misses its friends."],
        ["Wang", "It is in my jacket. I am sorry. On my way."],
        ["Tomas", "No hurry, the friends are patient."],
      ],
      [
        ["Mira", "Letterpress course on the 14th has two places left."],
        ["Wang", "I would like one, please."],
        ["Amara", "And I the other."],
        ["Mira", "Full. See you both at ten; wear something that may get inky."],
      ],
      [
        ["Peter", "The dust extractor trips the fuse when the kiln is on."],
        ["Lukas", "They share a circuit. I'll put a note on it and ask the electrician."],
        ["Lukas", "Electrician comes on Tuesday at eight. Somebody has to open the door."],
        ["Jun", "I am there from seven."],
        ["Lukas", "Thank you! Separate circuits now, both may run.", "⚡"],
      ],
      [
        ["Wang", "Printed my first poster today. The ink is everywhere, but also on the paper."],
        ["Mira", "That is how it starts.", "😂"],
      ],
      [
        [
          "Tomas",
          "I have three frames to give away, steel, one with a dent. First come, first served.",
        ],
        ["Peter", "The dent, please. It has character."],
        ["Amara", "One for my brother?"],
        ["Tomas", "Both reserved until Sunday."],
      ],
      [
        [
          "Lukas",
          "Inventory on Friday evening. It takes an hour with four people and four with one.",
        ],
        ["Mira", "I'm in."],
        ["Jun", "Me too."],
        ["Robin", "Same here, and I bring pizza."],
        ["Lukas", "That is four. You are wonderful."],
      ],
    ],
  },
  {
    name: "中文角",
    kind: "public",
    topic: "用中文聊天的地方",
    owner: "Chen",
    members: ["Chen", "Wang", "Jun", "Aiko", "Robin"],
    threads: [
      [
        ["Chen", "開了這個房間，想說中文的都可以來。"],
        ["Jun", "太好了！早就該有了。", "👍"],
        ["Wang", "請問附近哪裡買得到好吃的豆腐？"],
        ["Chen", "運河旁邊的亞洲超市，星期三和星期六早上有新鮮的。"],
        ["Wang", "謝謝，明天就去。"],
      ],
      [
        ["Jun", "下個月中秋，大家要不要一起烤肉？"],
        ["Chen", "要！我做月餅，蓮蓉和芋頭兩種。", "🥮"],
        ["Wang", "我負責飲料。場地呢？"],
        ["Jun", "工作坊後院，我跟 Lukas 說過了，沒問題。"],
      ],
      [
        ["Aiko", "我在學中文，請多多指教。寫錯了請告訴我！"],
        ["Chen", "寫得很好啊，一個字都沒錯。"],
        ["Aiko", "真的嗎？我查了十五分鐘的字典😅"],
        ["Jun", "下次查十分鐘就夠了，加油。", "😂"],
      ],
      [
        ["Wang", "有人想一起練毛筆字嗎？我有多的紙和墨。"],
        ["Chen", "我想！小時候學過，現在手都生了。"],
        ["Jun", "星期天下午可以。"],
        ["Wang", "那就星期天三點，印刷工作坊。Mira 說可以用大桌子。"],
      ],
      [
        ["Chen", "昨天的毛筆字課照片放在這裡了：https://example.com/photos/brush"],
        ["Aiko", "好漂亮！下次也想參加。"],
        ["Wang", "一定叫妳。"],
      ],
      [
        ["Jun", "推薦一本書：《雨》，黃錦樹。短篇，晚上看有點可怕。"],
        ["Chen", "看過，很喜歡。可以跟我借，封面有點皺。"],
        ["Wang", "排隊借。"],
      ],
    ],
  },
  {
    name: "Garden plan",
    kind: "private",
    topic: "Who waters, who sows, who eats",
    owner: "Sofia",
    members: ["Sofia", "Ngozi", "Elena", "Amara", "Robin", "Peter"],
    threads: [
      [
        ["Sofia", "Watering this week: Mon Ngozi, Wed Elena, Fri me. Is that all right?"],
        ["Ngozi", "Yes. The hose leaks at the tap, bring the grey tape."],
        ["Elena", "Noted."],
      ],
      [
        ["Amara", "Slugs ate every single lettuce. Every. Single. One."],
        ["Peter", "Copper tape around the bed helped me, and going out with a torch at eleven."],
        ["Amara", "I am now a person who goes out with a torch at eleven.", "😂"],
        ["Amara", "It works though."],
      ],
      [
        ["Elena", "The beans are ready. Take as many as you can carry, really."],
        ["Sofia", "Two kilos are in my freezer already."],
        ["Robin", "I'll take some to the school kitchen on Monday."],
        ["Elena", "Thank you, the door of the shed is open."],
      ],
      [
        ["Ngozi", "Compost is at 62 °C. I am unreasonably proud."],
        ["Peter", "You should be.", "🔥"],
      ],
      [
        ["Sofia", "Seeds to order for autumn: spinach, lamb's lettuce, garlic. Anything else?"],
        ["Amara", "Broad beans, if we sow in November."],
        ["Elena", "Pak choi. It did so well last year."],
        ["Sofia", "Ordered. 31.20 together; I take it from the box."],
      ],
      [
        ["Peter", "The water butt is full after last night. No need for the hose until Sunday."],
        ["Ngozi", "Finally."],
      ],
      [
        ["Elena", "Somebody left the gate open and the neighbour's chicken came to visit."],
        ["Sofia", "Did it eat slugs?"],
        ["Elena", "It ate the pak choi."],
        ["Amara", "Of course it did."],
      ],
    ],
  },
  {
    name: "Trail reports",
    kind: "public",
    topic: "How the paths are today: mud, snow, fallen trees",
    owner: "Elena",
    members: everybody.filter((name) => name !== "Wang"),
    threads: [
      [
        ["Elena", "Let us collect here how the paths are. One line is enough: where, when, how."],
        ["Tomas", "Good idea. I ride most of them anyway."],
      ],
    ],
    reports: 170,
  },
  {
    name: "",
    kind: "direct",
    topic: "",
    owner: "Mira",
    members: ["Mira", "Robin"],
    threads: [
      [
        ["Mira", "Do you have ten minutes this week to look at the accounts of the market?"],
        ["Robin", "Thursday after six?"],
        ["Mira", "Perfect. I'll bring the box, you bring the spreadsheet."],
      ],
      [
        ["Mira", "Everything adds up, down to the coin. That has never happened before."],
        ["Robin", "I am framing that sheet.", "😂"],
        ["Mira", "One thing: could you ask the city whether we may keep the spot in winter?"],
      ],
    ],
  },
];

/** What reports of trails are made of: every one is a place, how it is, and sometimes what to do. */
export const trails = {
  places: [
    "Mill path",
    "North ridge",
    "Canal towpath",
    "Beech wood loop",
    "Old railway",
    "Quarry steps",
    "Lake round",
    "Vineyard trail",
    "Chapel hill",
    "River meadow",
  ],
  states: [
    "dry and fast",
    "muddy between the two bridges",
    "one beech across the path, you can climb over",
    "cleared, thanks to whoever brought the saw",
    "icy in the shade until ten",
    "all fine, and nobody there",
    "closed for forestry until Friday",
    "slippery leaves on the steps",
    "a little water on it, passable with boots",
    "perfect, the mist was below me",
  ],
  advice: [
    "",
    "",
    "",
    " Take the detour by the farm.",
    " Bring a lamp after five.",
    " Dogs on the lead, there are sheep.",
    " The café at the end is open again.",
    " Not with the good bike.",
  ],
};
