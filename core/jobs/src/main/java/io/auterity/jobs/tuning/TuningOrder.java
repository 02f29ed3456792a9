package io.auterity.jobs.tuning;

import io.auterity.platform.call.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The request for a fine-tuning job ({@link TuningJob}).
 *
 * @param owner who asked for it, and is billed; no other principal sees it
 * @param dialect in which it was asked for, and is told of
 * @param labels of the call that began it, which the one that bills it carries as well
 * @param model that is trained further
 * @param trainingFile a file that the owner left here
 * @param validationFile another; null when there is none
 * @param bytes of the file of examples
 * @param epochs how often each example is learned; null when the vendor chooses
 */
public record TuningOrder(
    Principal owner,
    String dialect,
    Map<String, String> labels,
    String model,
    UUID trainingFile,
    @Nullable UUID validationFile,
    long bytes,
    @Nullable Integer epochs,
    Instant created) {
  public TuningOrder {
    Objects.requireNonNull(owner);
    Objects.requireNonNull(dialect);
    labels = Map.copyOf(labels);
    Objects.requireNonNull(model);
    Objects.requireNonNull(trainingFile);
    Objects.requireNonNull(created);
  }
}
