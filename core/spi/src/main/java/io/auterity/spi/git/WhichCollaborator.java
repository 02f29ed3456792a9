package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code git.collaborator.remove}. */
public record WhichCollaborator(@Description("The repository") Ref repository, String login) {
  public WhichCollaborator {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(login);
  }
}
