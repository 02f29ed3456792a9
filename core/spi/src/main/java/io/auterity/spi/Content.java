package io.auterity.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes and what they are: a picture, a sound, a file. In JSON an object with {@code mediaType},
 * {@code base64} and, where there is one, {@code name}.
 */
public interface Content {

  /** Most bytes that one may have in JSON. */
  int MOST_IN_JSON = 64 * 1024 * 1024;

  /** E.g. {@code image/png}. */
  String mediaType();

  /** Name of the file that it was, with its ending; null when it has none. */
  @Nullable String name();

  /** How many bytes there are. */
  long length();

  /** The bytes from the first on, as often as they are asked for. */
  InputStream open();

  /** All bytes at once, in an array of its own. */
  default byte[] bytes() {
    try (InputStream in = open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it is a picture. */
  default boolean isPicture() {
    return mediaType().startsWith("image/");
  }

  /** Bytes in memory, which must not be changed from now on. */
  static Content of(String mediaType, byte[] bytes) {
    return of(mediaType, null, bytes);
  }

  /** Bytes in memory that were a file of that name; they must not be changed from now on. */
  static Content of(String mediaType, @Nullable String name, byte[] bytes) {
    return new ContentInMemory(mediaType, name, bytes);
  }
}
