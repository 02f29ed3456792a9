package io.auterity.platform.resource;

import io.auterity.spi.Json;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A declarative resource of a tenant in one version.
 *
 * @param kind e.g. {@code provider}, {@code route}, {@code workflow}
 * @param version 1, and one more for each change
 */
public record Resource(String kind, String id, int version, Json.Obj spec, Instant appliedAt) {

  /** What ids look like. */
  public static final Pattern ID = Pattern.compile("^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$");

  public Resource {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(id);
    Objects.requireNonNull(spec);
    Objects.requireNonNull(appliedAt);
  }
}
