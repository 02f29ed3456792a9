package io.auterity.spi.git;

import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A branch and the commit that it points to. */
public record Branch(
    String name,
    @Description("Its newest commit") String sha,
    @Description("Whether rules protect it; absent where the host does not tell")
        @Nullable Boolean guarded) {
  public Branch {
    Objects.requireNonNull(name);
    Objects.requireNonNull(sha);
  }
}
