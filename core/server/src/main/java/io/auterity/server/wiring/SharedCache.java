package io.auterity.server.wiring;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.config.Settings;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.shared.SharedLine;
import io.auterity.platform.time.Time;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.cache.SharedAnswers;
import io.auterity.server.start.ExitCode;
import io.auterity.server.start.StartFailedException;
import io.auterity.spi.SharedStores;
import io.auterity.spi.SharedStores.Place;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The cache that this server shares with others, where its settings name one. */
final class SharedCache {

  private final SharedLine line;
  private final Time time;
  private final MeterRegistry meters;

  private SharedCache(SharedLine line, Time time, MeterRegistry meters) {
    this.line = line;
    this.time = time;
    this.meters = meters;
  }

  /**
   * Null where none is set.
   *
   * @param brought what opens it now
   */
  static @Nullable SharedCache of(
      Settings.Cache settings,
      Supplier<@Nullable SharedStores> brought,
      Time time,
      MeterRegistry meters) {
    Settings.Shared shared = settings.shared();
    return shared == null
        ? null
        : new SharedCache(new SharedLine(brought, place(shared), time), time, meters);
  }

  private static Place place(Settings.Shared shared) {
    return new Place(
        shared.host(),
        shared.port(),
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

  /** What is kept in it, measured. */
  SharedAnswers answers(ContentSeal seal, Binder binder) {
    SharedAnswers answers = new SharedAnswers(line, seal, binder, time);
    FunctionCounter.builder("auterity.cache.shared.unread", answers, SharedAnswers::unread)
        .description("Answers in the shared cache that could not be read")
        .register(meters);
    FunctionCounter.builder("auterity.cache.shared.failures", line, SharedLine::failures)
        .description("Questions that the shared cache did not answer in time, or not well")
        .register(meters);
    FunctionCounter.builder("auterity.cache.shared.skips", line, SharedLine::skips)
        .description("Questions that it was not asked, as it had failed or was busy")
        .register(meters);
    Gauge.builder("auterity.cache.shared.up", line, one -> one.problem().isEmpty() ? 1 : 0)
        .description("Whether the shared cache answers")
        .register(meters);
    return answers;
  }

  /** Counts what was found in it. */
  static void count(@Nullable SharedCache shared, AnswerCache cache) {
    if (shared != null) {
      FunctionCounter.builder("auterity.cache.shared.found", cache, AnswerCache::answeredByOthers)
          .description("Calls that were answered from the cache that servers share")
          .register(shared.meters);
    }
  }

  /** What is wrong with it now; no call fails for it. */
  Optional<String> problem() {
    return line.problem();
  }

  static void close(@Nullable SharedCache shared) {
    if (shared != null) {
      shared.line.close();
    }
  }
}
