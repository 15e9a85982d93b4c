// The catalogue's words for the map, in the language of the moment.
(function (Temoin) {
  "use strict";

  /**
   * @param {Object<string, {en: string, fr: string}>} catalogue
   * @param {{state: {language: string}}} store
   * @returns {function(string, object=): string} with `counted` and `number` on it
   */
  Temoin.createWords = function createWords(catalogue, store) {
    function words(key, slots) {
      const entry = catalogue[key];
      if (!entry) throw new Error(`no words for ${key}`);
      return entry[store.state.language].replace(/\{(\w+)\}/g, (whole, name) =>
        slots && name in slots ? String(slots[name]) : whole,
      );
    }
    const formats = { en: new Intl.NumberFormat("en-GB"), fr: new Intl.NumberFormat("fr-FR") };
    words.number = (number) => formats[store.state.language].format(number);
    // French says "one" for 0 and 1, English for 1 only.
    words.counted = (key, number, slots) => {
      const one = store.state.language === "fr" ? number < 2 : number === 1;
      return words(`${key}_${one ? "one" : "other"}`, { n: words.number(number), ...slots });
    };
    words.pick = (entry) => entry[store.state.language] || entry.en;
    return words;
  };
})((window.Temoin = window.Temoin || {}));
