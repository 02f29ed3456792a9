package io.auterity.spi.containers;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result of a vulnerability scan of a container image. */
public record ImageScan(
    Ref repository,
    @Description("Digest of the image that was scanned") String digest,
    ScanState state,
    @Description("How far it is in the vendor's own word") @Nullable String status,
    @Description("When the scan ended") @Nullable Instant scannedAt,
    @Description("How many findings there are of each severity; containers.finding.list has them")
        Map<FindingSeverity, Long> counts) {
  public ImageScan {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(digest);
    Objects.requireNonNull(state);
    counts = Map.copyOf(counts);
  }
}
