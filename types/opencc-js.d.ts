/** Pairs of one Traditional character and the Simplified one: `丟 丢|並 并|…` (OpenCC's TSCharacters). */
declare module "opencc-js/dict/TSCharacters" {
  const pairs: string;
  export default pairs;
}
