package io.auterity.bench.route;

import java.util.ArrayList;
import java.util.List;

/** What routes test, and how many in a hundred test it. */
enum Sort {
  LABEL(25),
  LABEL_GLOB(20),
  MODEL(15),
  MODEL_GLOB(10),
  /** An expression that holds an equality which the index can find. */
  KEYED_EXPRESSION(20),
  /** An expression that must be evaluated whenever its turn comes. */
  FREE_EXPRESSION(10);

  private final int share;

  Sort(int share) {
    this.share = share;
  }

  /** The sorts of so many routes; their number is a multiple of ten. */
  static List<Sort> of(int routes) {
    List<Sort> all = new ArrayList<>(routes);
    int due = 0;
    for (Sort sort : values()) {
      due += sort.share * routes;
      while (all.size() * 100 < due) {
        all.add(sort);
      }
    }
    return all;
  }
}
