package io.auterity.relay.road;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.relay.cache.AnswerStore;
import io.auterity.relay.cache.AnswersInMemory;
import io.auterity.relay.cache.CacheKey;
import io.auterity.relay.cache.CacheSpace;
import io.auterity.relay.cache.CachedAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers in memory, until it is broken. */
final class FragileAnswers implements AnswerStore {

  private final AnswersInMemory memory;
  final List<CacheKey> kept = new CopyOnWriteArrayList<>();
  volatile boolean broken;

  FragileAnswers(Time time) {
    this.memory = new AnswersInMemory(1 << 20, time);
  }

  private AnswersInMemory whole() {
    if (broken) {
      throw new IllegalStateException("the store of answers is broken");
    }
    return memory;
  }

  @Override
  public @Nullable CachedAnswer find(CacheKey key) {
    return whole().find(key);
  }

  @Override
  public void keep(CacheKey key, CachedAnswer answer, Duration ttl) {
    whole().keep(key, answer, ttl);
    kept.add(key);
  }

  @Override
  public long forget(Predicate<CacheSpace> which) {
    return whole().forget(which);
  }

  @Override
  public Map<String, Filling> filling(TenantScope scope) {
    return whole().filling(scope);
  }

  @Override
  public long bytes() {
    return whole().bytes();
  }
}
