package io.auterity.platform.provider;

import io.auterity.platform.time.Time;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A secret that is read again when it has grown old, so that a new version soon takes effect. */
final class CachedSecret implements Supplier<String> {

  private static final long MAX_AGE = Duration.ofSeconds(10).toNanos();

  private final Time time;
  private final Supplier<String> source;
  private volatile @Nullable Reading last;

  private record Reading(String value, long at) {}

  CachedSecret(Time time, Supplier<String> source) {
    this.time = time;
    this.source = source;
  }

  @Override
  public String get() {
    Reading known = last;
    if (known == null || time.nanos() - known.at() > MAX_AGE) {
      known = new Reading(source.get(), time.nanos());
      last = known;
    }
    return known.value();
  }
}
