package io.auterity.spi.knowledge;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code knowledge.space.update}; what is absent stays as it is. */
public record SpaceUpdate(
    @Description("The space") Ref space, Change<String> name, Change<String> description) {
  public SpaceUpdate {
    Objects.requireNonNull(space);
    Objects.requireNonNull(name);
    Objects.requireNonNull(description);
    Change.needed("name, description", name, description);
  }
}
