package io.auterity.spi.git;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code git.repository.update}; what is absent stays as it is. */
public record RepositoryUpdate(
    @Description("The repository") Ref repository,
    Change<String> name,
    Change<String> description,
    Change<Visibility> visibility,
    Change<String> defaultBranch,
    Change<Boolean> archived) {
  public RepositoryUpdate {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(name);
    Objects.requireNonNull(description);
    Objects.requireNonNull(visibility);
    Objects.requireNonNull(defaultBranch);
    Objects.requireNonNull(archived);
    Change.needed(
        "name, description, visibility, defaultBranch, archived",
        name,
        description,
        visibility,
        defaultBranch,
        archived);
  }
}
