package io.auterity.spi.git;

import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A collaborator, who may work on a repository. */
public record Collaborator(
    String login,
    @Description("Absent where the host does not tell") @Nullable RepositoryPermission permission) {
  public Collaborator {
    Objects.requireNonNull(login);
  }
}
