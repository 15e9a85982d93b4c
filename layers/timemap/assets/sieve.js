// The filters of the moment: what is asked is fetched once, then every change is one pass.
(function (Temoin) {
  "use strict";

  const { NONE, create, isEmpty } = Temoin.filters;

  /**
   * @param {object} data features
   * @param {object} store reads and sets filters, knownBy, fates, sieved, sieving
   */
  Temoin.sieve = function sieve(data, store) {
    const rule = create(data);

    function settle(changes, wanted) {
      if (changes.knownBy !== undefined) rule.disputeBy(wanted.knownBy);
      store.set({ ...changes, fates: rule.fates(wanted), sieved: store.state.sieved + 1, sieving: false });
    }

    /**
     * Change filters or "as reported by".
     * @param {{filters?: object, knownBy?: ?number}} changes
     * @returns {Promise<void>} when they are on the map; a rejection leaves all as it was
     */
    async function change(changes) {
      const wanted = { filters: store.state.filters, knownBy: store.state.knownBy, ...changes };
      if (!rule.isLoaded(wanted)) {
        const before = { filters: store.state.filters, knownBy: store.state.knownBy };
        store.set({ ...changes, sieving: true });
        try {
          await rule.load(wanted);
        } catch (error) {
          store.set({ ...before, sieving: false });
          throw error;
        }
        const { filters, knownBy } = store.state; // what was asked last, meanwhile
        settle({ ...changes, filters, knownBy }, { filters, knownBy });
        return;
      }
      settle(changes, wanted);
    }

    return {
      change,
      reset: () => change({ filters: NONE }),
      isOn: () => !isEmpty(store.state.filters),
      /** Fetch what the panel lists, and what the next filter will need. */
      prepare: () => rule.load({ filters: { ...NONE, killed: [0, null] }, knownBy: null }),
      occurring: rule.occurring,
    };
  };
})((window.Temoin = window.Temoin || {}));
