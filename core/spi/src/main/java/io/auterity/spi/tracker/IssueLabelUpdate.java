package io.auterity.spi.tracker;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code tracker.label.update}; what is absent stays as it is. */
public record IssueLabelUpdate(
    @Description("The label") Ref label,
    @Description("One line; issues that carry it go on doing so") Change<String> name,
    @Description("Six hexadecimal digits, e.g. d73a4a") Change<String> color,
    @Description("What it means") Change<String> description) {

  public IssueLabelUpdate {
    Objects.requireNonNull(label);
    Objects.requireNonNull(name);
    Objects.requireNonNull(color);
    Objects.requireNonNull(description);
    Change.needed("name, color, description", name, color, description);
  }
}
