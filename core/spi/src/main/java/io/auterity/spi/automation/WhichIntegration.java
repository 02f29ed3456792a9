package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one account of an outside service. */
public record WhichIntegration(@Description("The account") Ref integration) {
  public WhichIntegration {
    Objects.requireNonNull(integration);
  }
}
