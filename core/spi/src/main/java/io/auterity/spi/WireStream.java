package io.auterity.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reply whose body arrives piece by piece. */
public interface WireStream extends AutoCloseable {
  int status();

  /** Values by lower-case name. */
  Map<String, List<String>> headers();

  /**
   * Waits for the next bytes of the body.
   *
   * @return the bytes, or null at the end
   * @throws CallFailedException when the connection breaks, the deadline passes or the call is
   *     cancelled
   */
  byte @Nullable [] next();

  /** Reads what is left into one reply, at most {@code limit} bytes. */
  WireResponse drain(int limit);

  @Override
  void close();
}
