package io.auterity.spi.database;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import java.util.List;

/** What a statement has changed. */
public record SqlChange(
    @Description("How many rows it has written or deleted") long count,
    @Description("What the database has generated or returned for each row, 1000 at most")
        List<Json.Obj> keys) {
  public SqlChange {
    keys = List.copyOf(keys);
  }
}
