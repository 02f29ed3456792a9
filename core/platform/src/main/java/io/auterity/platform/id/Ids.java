package io.auterity.platform.id;

import io.auterity.platform.time.Time;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Makes UUIDs of version 7 (RFC 9562): ordered by millisecond, then random. */
public record Ids(Time time, RandomGenerator random) {

  /**
   * Ids by the machine's clock, and by a generator that each thread has for itself. They tell
   * things apart and are no secrets: to know one allows nothing.
   */
  public static Ids system(Time time) {
    return new Ids(time, () -> ThreadLocalRandom.current().nextLong());
  }

  public UUID next() {
    long millis = time.now().toEpochMilli();
    long high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
    long low = 0x8000000000000000L | (random.nextLong() >>> 2);
    return new UUID(high, low);
  }
}
