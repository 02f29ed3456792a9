package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one comment. */
public record WhichIssueComment(@Description("The comment") Ref comment) {
  public WhichIssueComment {
    Objects.requireNonNull(comment);
  }
}
