package io.auterity.server.cache;

import io.auterity.platform.config.Settings;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.shared.SharedStoreClient;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.cache.CacheGenerations;
import io.auterity.relay.cache.SharedAnswers;
import io.auterity.relay.cache.store.GenerationTable;
import io.auterity.server.health.Dependency;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.server.start.ExitCode;
import io.auterity.server.start.StartFailedException;
import io.auterity.spi.SharedStores;
import io.auterity.spi.SharedStores.Place;
import io.auterity.spi.TextEmbedder;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The cache of answers, and the store behind it that servers share where settings name one. */
public final class CachePart implements ServerPart {

  public final AnswerCache answers;
  private final @Nullable SharedStoreClient line;

  /**
   * @param embedder makes vectors of questions; asked when a call comes
   * @param stores what opens the shared store; asked when a call comes
   */
  public CachePart(
      Foundation base,
      Settings settings,
      Supplier<@Nullable TextEmbedder> embedder,
      Supplier<@Nullable SharedStores> stores) {
    Settings.Shared shared = settings.cache().shared();
    this.line = shared == null ? null : new SharedStoreClient(stores, place(shared), base.time);
    CacheGenerations cacheGenerations =
        new CacheGenerations(new GenerationTable(base.database), base.time);
    this.answers =
        AnswerCache.inMemory(
            base.time,
            Duration.ofDays(settings.retention().captureDays()),
            embedder,
            cacheGenerations,
            line == null ? null : shared(line, base));
    base.changes.follow(
        ChangeFeed.Topic.GENERATION,
        cacheGenerations::changed,
        cacheGenerations::missed,
        cacheGenerations::missed);
    base.changes.follow(ChangeFeed.Topic.CACHE, answers::forget, answers::forgetAll);
  }

  private static Place place(Settings.Shared shared) {
    return new Place(
        shared.place().host(),
        shared.place().port(),
        shared.tls(),
        shared.user(),
        password(shared.passwordFile()),
        shared.patience());
  }

  private static @Nullable String password(@Nullable String file) {
    try {
      return file == null ? null : Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new StartFailedException(
          ExitCode.SETTINGS, "Cannot read the password of the shared cache from " + file + ".", e);
    }
  }

  private static SharedAnswers shared(SharedStoreClient line, Foundation base) {
    SharedAnswers answers = new SharedAnswers(line, base.seal, base.binder, base.time);
    MeterRegistry meters = base.telemetry.meters();
    FunctionCounter.builder("auterity.cache.shared.unread", answers, SharedAnswers::unread)
        .description("Answers in the shared cache that could not be read")
        .register(meters);
    FunctionCounter.builder("auterity.cache.shared.failures", line, SharedStoreClient::failures)
        .description("Questions that the shared cache did not answer in time, or not well")
        .register(meters);
    FunctionCounter.builder("auterity.cache.shared.skips", line, SharedStoreClient::skips)
        .description("Questions that it was not asked, as it had failed or was busy")
        .register(meters);
    Gauge.builder("auterity.cache.shared.up", line, one -> one.problem().isEmpty() ? 1 : 0)
        .description("Whether the shared cache answers")
        .register(meters);
    return answers;
  }

  @Override
  public void meters(MeterRegistry meters) {
    FunctionCounter.builder("auterity.cache.hits", answers, AnswerCache::answered)
        .description("Calls that were answered with the answer to an equal one")
        .register(meters);
    FunctionCounter.builder("auterity.cache.similar", answers, AnswerCache::answeredAlike)
        .description("Calls that were answered with the answer to one that means the same")
        .register(meters);
    FunctionCounter.builder("auterity.cache.misses", answers, AnswerCache::missed)
        .description("Calls of routes with a cache that had to be made")
        .register(meters);
    Gauge.builder("auterity.cache.bytes", answers, AnswerCache::bytes)
        .description("Memory that kept answers take")
        .register(meters);
    if (line != null) {
      FunctionCounter.builder("auterity.cache.shared.found", answers, AnswerCache::answeredByOthers)
          .description("Calls that were answered from the cache that servers share")
          .register(meters);
    }
  }

  /** What is wrong with the shared store is a warning: no call fails for it. */
  @Override
  public List<Dependency> dependencies() {
    return line == null
        ? List.of()
        : List.of(Dependency.of("shared cache", Optional::empty, line::problem));
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
  }
}
