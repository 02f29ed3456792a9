package io.auterity.server.heads;

import io.auterity.insight.head.HeadVersion;
import io.auterity.spi.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A training as it is told.
 *
 * @param progress from 0 to 1
 * @param reason why it failed; null when it did not
 * @param made absent until it is done
 */
public record HeadTrainingView(
    String id,
    String head,
    String state,
    double progress,
    @Nullable String reason,
    @Nullable HeadVersionView made) {

  static HeadTrainingView of(HeadTrainings.Training training) {
    HeadVersion made = training.made;
    Failure failure = training.failure;
    return new HeadTrainingView(
        training.id().toString(),
        training.head,
        training.state(),
        training.progress(),
        failure == null ? null : failure.message(),
        made == null ? null : HeadVersionView.of(made));
  }
}
