package io.auterity.platform.id;

import io.auterity.platform.time.Time;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs (RFC 9562): of version 7, ordered by millisecond, then random; or of version 8, from
 * a digest.
 */
public record Ids(Time time, RandomGenerator random) {

  /**
   * Ids by the machine's clock, and by a generator that each thread has for itself. They tell
   * things apart and are no secrets: to know one allows nothing.
   */
  public static Ids system(Time time) {
    return new Ids(time, () -> ThreadLocalRandom.current().nextLong());
  }

  /** The id of what has that digest, of 16 bytes or more: what is equal has one id. */
  public static UUID derived(byte[] digest) {
    ByteBuffer bits = ByteBuffer.wrap(digest);
    long high = (bits.getLong() & ~0xF000L) | 0x8000L;
    long low = (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  public UUID next() {
    long millis = time.now().toEpochMilli();
    long high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
    long low = 0x8000000000000000L | (random.nextLong() >>> 2);
    return new UUID(high, low);
  }
}
