// The features as typed arrays, one a column, sorted by their first day; see layers/payload/.
(function (Temoin) {
  "use strict";

  const TYPES = { i4: Int32Array, u4: Uint32Array, f4: Float32Array, u2: Uint16Array, u1: Uint8Array };
  const FLAGS = { DISPUTED: 1, KILLED_OPEN: 2, TRAVELS: 4, BY_AIR: 8, IS_LINE: 16, IS_TENURE: 32 };
  const NO_FIGURE = 0xffff;
  const { HIDDEN, floorOf, stateAt } = Temoin.timeline;

  const UNREPORTED = 2; // of filters.js, which stands above

  const RETRY_MS = 2000;

  // A slow line drops a request now and then: everything is asked for twice before it fails.
  async function ask(url) {
    try {
      return await askOnce(url);
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      return askOnce(url);
    }
  }

  // A page that carries its files answers for them itself (the stand-alone file's `carried`).
  async function askOnce(url) {
    const response = Temoin.carried ? Temoin.carried(url) : await fetch(url);
    if (!response.ok) throw new Error(`${response.status} ${url}`);
    return response;
  }

  /**
   * Fetch the tables and columns of one atlas.
   * @param {string} base address of the data, ending with the digest
   * @returns {Promise<object>} see `createData`
   */
  async function load(base) {
    const [index, buffer] = await Promise.all([
      ask(`${base}/index.json`).then((response) => response.json()),
      ask(`${base}/columns.bin`).then((response) => response.arrayBuffer()),
    ]);
    return createData(base, index, buffer);
  }

  function createData(base, index, buffer) {
    const columns = columnsOf(index.columns, buffer);
    const count = index.count;
    const data = { base, index, columns, count, ids: null };
    data.line = lineNumbers(columns, count);
    data.actor = (i) => index.actors[columns.actor[i]];
    data.layerName = (i) => index.layers[columns.layer[i]].name;
    data.kind = (i) => index.kinds[data.layerName(i)][columns.kind[i]];
    data.has = (i, flag) => (columns.flags[i] & flag) !== 0;
    data.visible = visibleSet(columns, count);
    Object.assign(data, texts(data), idTable(data));
    return data;
  }

  /** The typed arrays that lie in a buffer, by name. */
  function columnsOf(layout, buffer) {
    return Object.fromEntries(
      layout.map(({ name, type, offset, length }) => [name, new TYPES[type](buffer, offset, length)]),
    );
  }

  // Row -> its number among the lines, -1 for a point.
  function lineNumbers(columns, count) {
    const numbers = new Int32Array(count).fill(-1);
    let next = 0;
    for (let i = 0; i < count; i++) if (columns.flags[i] & FLAGS.IS_LINE) numbers[i] = next++;
    return numbers;
  }

  /**
   * The rows that show on a day, without allocating: `rows[0..length)` and the state of
   * each in `states[row]`. Sorted by first day, the rows end where begin > day. What the
   * time lets through and a filter keeps back is counted: `filtered`, of these `disputed`,
   * and `unreported`.
   */
  function visibleSet(columns, count) {
    const { begin, begin_sure: beginSure, end_sure: endSure, end, flags, layer } = columns;
    const result = { rows: new Int32Array(count), states: new Uint8Array(count), length: 0, filtered: 0, disputed: 0, unreported: 0 };
    let previousEnd = 0;

    function keepBack(fate, bits) {
      if (fate === UNREPORTED) result.unreported += 1;
      else {
        result.filtered += 1;
        if (bits & FLAGS.DISPUTED) result.disputed += 1;
      }
    }

    return function visible(view, hiddenLayers, fates) {
      const { day } = view;
      const { rows, states } = result;
      const floor = floorOf(view);
      let length = 0;
      let i = 0;
      result.filtered = result.disputed = result.unreported = 0;
      for (; i < count && begin[i] <= day; i++) {
        const isTenure = (flags[i] & FLAGS.IS_TENURE) !== 0;
        let state = hiddenLayers[layer[i]]
          ? HIDDEN
          : stateAt(begin[i], beginSure[i], endSure[i], end[i], isTenure, day, floor);
        if (fates !== null && fates[i] !== 0 && state !== HIDDEN) {
          keepBack(fates[i], flags[i]);
          state = HIDDEN;
        }
        states[i] = state;
        if (state !== HIDDEN) rows[length++] = i;
      }
      if (previousEnd > i) states.fill(HIDDEN, i, previousEnd);
      previousEnd = i;
      result.length = length;
      return result;
    };
  }

  // Names come in blocks, when they are first to be seen.
  function texts(data) {
    const blocks = new Map();
    const { block } = data.index;
    function fetchBlock(number) {
      if (!blocks.has(number)) {
        const entry = { rows: null, promise: null };
        entry.promise = ask(`${data.base}/texts/${number}.json`)
          .then((response) => response.json())
          .then((rows) => (entry.rows = rows));
        entry.promise.catch(() => blocks.delete(number)); // asked for anew when next needed
        blocks.set(number, entry);
      }
      return blocks.get(number);
    }
    return {
      /** Texts of all rows; a block that failed is asked for anew the next time. */
      async allTexts() {
        const numbers = Array.from({ length: Math.ceil(data.count / block) }, (_, number) => number);
        return (await Promise.all(numbers.map((number) => fetchBlock(number).promise))).flat();
      },
      /** Texts of a row, or null while they are on their way (`onReady` is called then). */
      text(row, onReady) {
        const entry = fetchBlock(Math.floor(row / block));
        if (entry.rows) return entry.rows[row % block];
        if (onReady) entry.promise.then(onReady, Temoin.report);
        return null;
      },
    };
  }

  function idTable(data) {
    let promise = null;
    let rowById = null;
    return {
      /** Fetch all ids; resolves when `ids` and `rowOf` can be used. */
      loadIds() {
        promise ||= ask(`${data.base}/ids.json`)
          .then((response) => response.json())
          .then((ids) => {
            data.ids = ids;
          })
          .catch((error) => {
            promise = null;
            throw error;
          });
        return promise;
      },
      rowOf(id) {
        rowById ||= new Map(data.ids.map((each, row) => [each, row]));
        return rowById.has(id) ? rowById.get(id) : -1;
      },
    };
  }

  // Visible symbols from which the canvas draws: each button takes some 20 µs of every frame.
  Temoin.MANY = 600;
  Temoin.data = { load, ask, columnsOf, FLAGS, NO_FIGURE };
})((window.Temoin = window.Temoin || {}));
