package io.auterity.server.web.request;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.ValueCount;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one request's body, reserved before it is used: the length that is announced, or
 * pieces as they come, and what its values take as objects.
 */
final class BodyWeight {

  private static final long STEP = 64L * 1024;

  private final MemoryPool.Claim memory;
  private final int mostValues;
  // Null where nothing is read into objects.
  private final @Nullable ValueCount values;
  private long bytes;
  private long bytesReserved;
  private long valuesReserved;

  private BodyWeight(MemoryPool.Claim memory, int mostValues, @Nullable ValueCount values) {
    this.memory = memory;
    this.mostValues = mostValues;
    this.values = values;
  }

  /**
   * Of a body that is read whole.
   *
   * @param announced its length; 0 or less when it is not known
   * @throws CallFailedException {@code saturated} when there is no room, {@code too_large}
   */
  static BodyWeight whole(
      MemoryPool.Claim memory, long announced, int mostValues, ValueCount values) {
    BodyWeight weight = new BodyWeight(memory, mostValues, values);
    weight.reserve(announced);
    return weight;
  }

  /** Of a body of which a window is here at one time. */
  static BodyWeight streamed(MemoryPool.Claim memory) {
    BodyWeight weight = new BodyWeight(memory, 0, null);
    weight.reserve(MemoryPool.WINDOW);
    return weight;
  }

  private void reserve(long more) {
    if (more > 0) {
      memory.reserve(more);
      bytesReserved += more;
    }
  }

  /** Takes what was read. */
  void add(byte[] buffer, int offset, int count) {
    if (values == null || count <= 0) {
      return;
    }
    bytes += count;
    if (bytes > bytesReserved) {
      reserve(Math.max(STEP, bytes - bytesReserved));
    }
    values.add(buffer, offset, offset + count);
    if (values.exact() && values.values() > mostValues) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE, "not read: " + JsonReader.tooMany(mostValues));
    }
    long weight = values.weight();
    if (weight > valuesReserved) {
      long more = Math.max(STEP, weight - valuesReserved);
      memory.reserve(more);
      valuesReserved += more;
    }
  }
}
