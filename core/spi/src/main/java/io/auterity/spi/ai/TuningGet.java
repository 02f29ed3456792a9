package io.auterity.spi.ai;

import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code ai.tuning.get} and {@code ai.tuning.cancel}. */
public record TuningGet(Ref job) {
  public TuningGet {
    Objects.requireNonNull(job);
  }
}
