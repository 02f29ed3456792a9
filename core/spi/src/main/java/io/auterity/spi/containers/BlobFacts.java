package io.auterity.spi.containers;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Bytes that a repository holds, without them. */
public record BlobFacts(
    Ref repository, String digest, @Description("How many bytes it has") long size) {
  public BlobFacts {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(digest);
  }
}
