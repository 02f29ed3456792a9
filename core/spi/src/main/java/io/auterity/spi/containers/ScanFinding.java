package io.auterity.spi.containers;

import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A known vulnerability in an image. */
public record ScanFinding(
    @Description("E.g. CVE-2024-3094") String id,
    FindingSeverity severity,
    @Description("The package that has it") @Nullable String component,
    @Nullable String installedVersion,
    @Description("The first version without it; null when there is none, or none is known")
        @Nullable String fixedVersion,
    @Nullable String webUrl) {
  public ScanFinding {
    Objects.requireNonNull(id);
    Objects.requireNonNull(severity);
  }
}
