package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code git.webhook.delete}. */
public record WhichRepositoryHook(@Description("The webhook") Ref webhook) {
  public WhichRepositoryHook {
    Objects.requireNonNull(webhook);
  }
}
