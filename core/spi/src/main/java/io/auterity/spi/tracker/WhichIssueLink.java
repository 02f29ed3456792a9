package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one link. */
public record WhichIssueLink(@Description("The link") Ref link) {
  public WhichIssueLink {
    Objects.requireNonNull(link);
  }
}
