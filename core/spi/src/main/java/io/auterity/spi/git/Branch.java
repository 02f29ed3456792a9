package io.auterity.spi.git;

import io.auterity.spi.Description;
import java.util.Objects;

/** A branch and the commit that it points to. */
public record Branch(
    String name,
    @Description("Its newest commit") String sha,
    @Description("Whether rules protect it") boolean guarded) {
  public Branch {
    Objects.requireNonNull(name);
    Objects.requireNonNull(sha);
  }
}
