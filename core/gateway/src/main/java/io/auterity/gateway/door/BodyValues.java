package io.auterity.gateway.door;

import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.ValueCount;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;

/**
 * The values of JSON bodies, counted before any of them is read.
 *
 * @param most of one body
 */
public record BodyValues(int most) {

  /**
   * Reserves the memory that the values of a body take.
   *
   * @param memory of the request, which holds the body already
   * @throws CallFailedException {@code too_large} when there are too many; as {@link
   *     MemoryPool.Claim#reserve(long)} does
   */
  public void reserve(byte[] body, MemoryPool.Claim memory) {
    ValueCount count = ValueCount.ofBody(UnsupportedParts.SEALS).add(body, 0, body.length);
    if (count.values() > most) {
      throw new CallFailedException(FailureCode.TOO_LARGE, "not read: " + JsonReader.tooMany(most));
    }
    memory.reserve(count.weight());
  }
}
