package io.auterity.spi.containers;

import io.auterity.spi.Description;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A content descriptor (OCI) of what a manifest or an index points at. */
public record ContentDescriptor(
    String mediaType,
    String digest,
    @Description("Its bytes") long size,
    @Description("Where an image runs; in an index") @Nullable ImagePlatform platform,
    @Nullable Map<String, String> annotations,
    @Nullable String artifactType) {

  /** A digest, as the OCI specifications have them. */
  static final String DIGEST = "^[a-z0-9]+([+._-][a-z0-9]+)*:[A-Za-z0-9=_-]+$";

  public ContentDescriptor {
    Objects.requireNonNull(mediaType);
    Objects.requireNonNull(digest);
    annotations = annotations == null ? null : Map.copyOf(annotations);
  }
}
