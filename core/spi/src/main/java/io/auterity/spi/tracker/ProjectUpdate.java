package io.auterity.spi.tracker;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code tracker.project.update}; what is absent stays as it is. */
public record ProjectUpdate(
    @Description("The project") Ref project,
    Change<String> name,
    Change<String> description,
    @Description("Whether it is closed for new issues") Change<Boolean> archived) {
  public ProjectUpdate {
    Objects.requireNonNull(project);
    Objects.requireNonNull(name);
    Objects.requireNonNull(description);
    Objects.requireNonNull(archived);
    Change.needed("name, description, archived", name, description, archived);
  }
}
