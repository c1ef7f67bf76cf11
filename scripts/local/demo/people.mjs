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
