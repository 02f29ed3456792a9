package io.auterity.plugins.database;

import java.util.List;

/**
 * What a database says of the tables of statements: whether what is written there can be undone.
 *
 * @param without tables that have no transactions, each with its engine
 * @param known whether every other one is known to have them
 */
record TableTransactions(List<String> without, boolean known) {

  /** Of a database whose tables all have transactions. */
  static final TableTransactions EVERYWHERE = new TableTransactions(List.of(), true);

  TableTransactions {
    without = List.copyOf(without);
  }

  /** Whether nothing is left of a transaction whose connection broke before its commit. */
  boolean everywhere() {
    return known && without.isEmpty();
  }
}
