package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code git.collaborator.add}; it replaces what was allowed before. */
public record NewCollaborator(
    @Description("The repository") Ref repository, String login, RepositoryPermission permission) {
  public NewCollaborator {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(login);
    Objects.requireNonNull(permission);
  }
}
