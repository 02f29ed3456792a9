package io.auterity.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Bytes under keys that several servers share, for the platform's own use. The store knows nothing
 * of what they are; it may lose any of them at any time. Many threads may use it at once, and each
 * method is about one round trip.
 */
public interface SharedStore extends AutoCloseable {

  /**
   * What is kept under keys; those under which nothing is, or no longer, are absent.
   *
   * @throws CallFailedException {@code unavailable} when the store does not answer
   */
  Map<String, byte[]> get(List<String> keys);

  /**
   * Keeps a value for so long, instead of one that was there.
   *
   * @param ttl at least a millisecond
   * @throws CallFailedException as {@link #get} does
   */
  void put(String key, byte[] value, Duration ttl);

  /**
   * Keeps a value where there is none: of several that do so at one time, one does.
   *
   * @param ttl at least a millisecond
   * @return what is kept under the key then
   * @throws CallFailedException as {@link #get} does
   */
  byte[] putIfAbsent(String key, byte[] value, Duration ttl);

  /** Ends its connections. */
  @Override
  void close();
}
