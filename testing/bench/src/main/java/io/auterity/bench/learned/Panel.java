package io.auterity.bench.learned;

import io.auterity.toolkit.learn.Opinion;
import io.auterity.toolkit.learn.SecondOpinion;
import java.util.List;

/**
 * Models that are asked together, and what is made of their answers.
 *
 * @param models their numbers
 */
record Panel(List<PricedModel> all, List<Integer> models) {

  /** What asking all of them about a row cost, in US dollars. */
  double cost(AnsweredComplaint row) {
    return models.stream().mapToDouble(m -> row.cost(all.get(m), m)).sum();
  }

  /** When the last of them had answered. */
  double millis(AnsweredComplaint row) {
    return models.stream().mapToDouble(row.seconds()::get).max().orElse(0) * 1_000;
  }

  List<String> answers(AnsweredComplaint row) {
    return models.stream().map(row.answers()::get).toList();
  }

  SecondOpinion.Asked asked(AnsweredComplaint row, Opinion head) {
    return new SecondOpinion.Asked(head, answers(row), row.label());
  }

  String names() {
    return String.join(" + ", models.stream().map(m -> all.get(m).name()).toList());
  }
}
