// One state, many listeners: every part of the map draws from here and writes to here.
(function (Temoin) {
  "use strict";

  /**
   * @param {object} initial first state
   * @returns {{state: object, set: function(object): void, on: function(function): function}}
   *   `set` tells the listeners only of the keys whose value really changed;
   *   `on` returns the function that unsubscribes.
   */
  Temoin.createStore = function createStore(initial) {
    const listeners = new Set();
    const store = {
      state: Object.freeze({ ...initial }),
      set(changes) {
        const changed = {};
        let any = false;
        for (const key of Object.keys(changes)) {
          if (Object.is(store.state[key], changes[key])) continue;
          changed[key] = true;
          any = true;
        }
        if (!any) return;
        store.state = Object.freeze({ ...store.state, ...changes });
        for (const listener of [...listeners]) listener(store.state, changed);
      },
      on(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    return store;
  };
})((window.Temoin = window.Temoin || {}));
