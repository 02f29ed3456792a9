package io.auterity.spi.database;

import io.auterity.spi.Description;
import java.util.List;

/** What a batch has changed. */
public record SqlChanges(
    @Description("What each statement has changed, in their order") List<SqlChange> changes) {
  public SqlChanges {
    changes = List.copyOf(changes);
  }
}
