package io.auterity.cli.demo;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of the input.
 *
 * @param product the true class, where the input has it; it never enters the workflow
 * @param answers recorded answers by provider; all of {@link RecordedModel#ALL} or none
 */
record Complaint(
    String id, String narrative, @Nullable String product, Map<String, Answer> answers) {

  Complaint {
    answers = Map.copyOf(answers);
  }

  /** What a model once answered, and how long that took. */
  record Answer(String label, double seconds) {}

  boolean recorded() {
    return !answers.isEmpty();
  }
}
