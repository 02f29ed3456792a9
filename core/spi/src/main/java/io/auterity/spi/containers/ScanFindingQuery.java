package io.auterity.spi.containers;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code containers.finding.list}. */
public record ScanFindingQuery(
    @Description("The repository, e.g. library/alpine") Ref repository,
    @Description("Tag or digest of the image") @TextForm(pattern = WhichManifest.REFERENCE)
        String reference,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public ScanFindingQuery {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(reference);
  }
}
