package io.auterity.spi;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Content whose bytes are in memory; equal to any other with the same bytes, type and name. */
final class ContentInMemory implements Content {

  private final String mediaType;
  private final @Nullable String name;
  private final byte[] bytes;

  ContentInMemory(String mediaType, @Nullable String name, byte[] bytes) {
    this.mediaType = Objects.requireNonNull(mediaType);
    this.name = name;
    this.bytes = Objects.requireNonNull(bytes);
  }

  @Override
  public String mediaType() {
    return mediaType;
  }

  @Override
  public @Nullable String name() {
    return name;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentInMemory that
        && mediaType.equals(that.mediaType)
        && Objects.equals(name, that.name)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(mediaType, name, Arrays.hashCode(bytes));
  }

  // Never the bytes: they may be anybody's face or voice.
  @Override
  public String toString() {
    return "%s of %d bytes".formatted(mediaType, bytes.length);
  }
}
