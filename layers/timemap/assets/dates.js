/**
 * Days as whole numbers since 1970-01-01, and their words in English and French.
 * All arithmetic is in UTC: a day has no hours here, and no time zone.
 */
(function (Temoin) {
  "use strict";

  const DAY_MS = 86_400_000;
  const LOCALES = { en: "en-GB", fr: "fr-FR" };
  const LONGEST_TYPED = 60;

  const asDate = (day) => new Date(day * DAY_MS);

  /** The day number of a calendar date (month 1-12), or null if no calendar has it. */
  const numberOf = (year, month, dayOfMonth) => {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, dayOfMonth); // Date.UTC reads 0-99 as 1900-1999
    const exists =
      year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
    return exists ? Math.round(date.getTime() / DAY_MS) : null;
  };

  /**
   * Read "YYYY", "YYYY-MM" or "YYYY-MM-DD".
   * @param {string} text
   * @returns {?number} the first day of that stretch; null for any other text.
   */
  const dayOf = (text) => {
    const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text);
    return found && numberOf(Number(found[1]), Number(found[2] || 1), Number(found[3] || 1));
  };

  /**
   * Write a day as YYYY-MM-DD.
   * @param {number} day
   * @returns {string}
   */
  const iso = (day) => asDate(day).toISOString().slice(0, 10);

  /**
   * Move by whole months; the 31st becomes the last day of a shorter month.
   * @param {number} day
   * @param {number} months - negative goes back.
   * @returns {number}
   */
  const addMonths = (day, months) => {
    const date = asDate(day);
    const count = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
    const year = Math.floor(count / 12);
    const month = count - year * 12 + 1;
    const length = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
    return numberOf(year, month, Math.min(date.getUTCDate(), length));
  };

  /**
   * Move by whole years; 29 February becomes the 28th where there is none.
   * @param {number} day
   * @param {number} years - negative goes back.
   * @returns {number}
   */
  const addYears = (day, years) => addMonths(day, years * 12);

  const formats = new Map();
  const monthTexts = new Map();

  /** "April 2022" or "Apr 2022"; remembered, because playing asks at every frame. */
  const monthText = (date, language, style) => {
    const key = `${language} ${style} ${date.getUTCFullYear()} ${date.getUTCMonth()}`;
    if (!monthTexts.has(key)) {
      const format = `${language} ${style}`;
      if (!formats.has(format)) {
        const options = { month: style, year: "numeric", timeZone: "UTC" };
        formats.set(format, new Intl.DateTimeFormat(LOCALES[language], options));
      }
      monthTexts.set(key, formats.get(format).format(date));
    }
    return monthTexts.get(key);
  };

  const dayText = (day, language, style) => {
    const date = asDate(day);
    const number = date.getUTCDate();
    const ordinal = language === "fr" && number === 1 ? "1er" : number;
    return `${ordinal} ${monthText(date, language, style)}`;
  };

  /**
   * "22 April 2022", "22 avril 2022", "1er janvier 2013".
   * @param {number} day
   * @param {"en"|"fr"} language
   * @returns {string}
   */
  const formatDay = (day, language) => dayText(day, language, "long");

  /**
   * "22 Apr 2022", "22 avr. 2022".
   * @param {number} day
   * @param {"en"|"fr"} language
   * @returns {string}
   */
  const formatShort = (day, language) => dayText(day, language, "short");

  /**
   * "April 2022", "avril 2022"; style "short" gives "Apr 2022", "avr. 2022".
   * @param {number} day - any day of the month.
   * @param {"en"|"fr"} language
   * @param {"long"|"short"} [style]
   * @returns {string}
   */
  const formatMonth = (day, language, style = "long") =>
    monthText(asDate(day), language, style);

  /** Lower case, without accents and dots. */
  const plain = (word) => word.toLowerCase().normalize("NFD").replace(/[\p{M}.]/gu, "");

  let monthNames;

  const namesOfMonths = () => {
    const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2001, month, 1)));
    return Object.values(LOCALES).flatMap((locale) => {
      const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
      return months.map((date, index) => ({ name: plain(format.format(date)), month: index + 1 }));
    });
  };

  /** The month that a name or its beginning means in either language; null if not just one. */
  const monthNamed = (typed) => {
    monthNames = monthNames || namesOfMonths();
    const start = plain(typed);
    if (start.length < 3) return null;
    const fits = monthNames.filter(({ name }) => name.startsWith(start));
    return new Set(fits.map(({ month }) => month)).size === 1 ? fits[0].month : null;
  };

  const DIGITS = "(\\d{1,2})";
  const YEAR = "(\\d{4})";
  const NAME = "(\\p{L}{3,}\\.?)";
  const ORDINAL = "(?:er|st|nd|rd|th)?";

  /** What people type, and how its parts are read: year, month (number or name), day. */
  const FORMS = [
    [`${YEAR}(?:[-/.]${DIGITS})?(?:[-/.]${DIGITS})?`, (y, m, d) => [y, m, d]],
    [`${DIGITS}[-/. ]${DIGITS}[-/. ]${YEAR}`, (d, m, y) => [y, m, d]],
    [`${DIGITS}[-/.]${YEAR}`, (m, y) => [y, m]],
    [`(?:${DIGITS}${ORDINAL} )?${NAME} ${YEAR}`, (d, name, y) => [y, name, d]],
    [`${NAME} ${DIGITS}${ORDINAL} ${YEAR}`, (name, d, y) => [y, name, d]],
  ].map(([form, parts]) => [new RegExp(`^${form}$`, "u"), parts]);

  /**
   * Read a date as people type it: 2022-04-19, 19/04/2022, 19.4.2022, 19 April 2022,
   * 19 avril 2022, April 2022, 2022. Month names of both languages are known, and their
   * beginnings where they are clear. Numbers stand in the order day, month, year.
   * @param {string} text
   * @returns {?number} the first day of what was typed; null if it is no date. Never throws.
   */
  const parseTyped = (text) => {
    const typed = String(text);
    if (typed.length > LONGEST_TYPED) return null;
    const clean = typed.toLowerCase().replace(/[\s,]+/gu, " ").replace(/\p{Pd}/gu, "-").trim();
    for (const [form, parts] of FORMS) {
      const found = form.exec(clean);
      if (!found) continue;
      const [year, month = "1", dayOfMonth = "1"] = parts(...found.slice(1));
      const monthNumber = /^\d/.test(month) ? Number(month) : monthNamed(month);
      return monthNumber ? numberOf(Number(year), monthNumber, Number(dayOfMonth)) : null;
    }
    return null;
  };

  Temoin.dates = {
    dayOf, iso, addMonths, addYears, formatDay, formatShort, formatMonth, parseTyped,
  };
})((window.Temoin = window.Temoin || {}));
