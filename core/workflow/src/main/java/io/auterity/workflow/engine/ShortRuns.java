package io.auterity.workflow.engine;

import io.auterity.platform.database.EngineTransaction;
import io.auterity.spi.CallFailedException;
import io.auterity.workflow.decider.Reopenings;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.store.RecoveryStore;
import io.auterity.workflow.store.RunInboxStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads runs together that are short, with a few statements for all: many that only waited may be
 * due at one moment. A run of many events or messages, one that cannot be read and one that was
 * reopened is left to {@link RunLoader#load}, which tells what is wrong with it.
 */
final class ShortRuns {

  private static final int MOST_EVENTS = 100;
  private static final int MOST_MESSAGES = 10;

  private final RunLoader runLoader;
  private final Map<UUID, StoredRun> stored = new HashMap<>();
  private final Map<UUID, Replay> replays = new HashMap<>();

  private ShortRuns(RunLoader runLoader) {
    this.runLoader = runLoader;
  }

  /** Those of some runs that are short. */
  static Map<UUID, LoadedRun> load(
      RunLoader runLoader, EngineTransaction tx, Collection<UUID> ids) {
    ShortRuns runs = new ShortRuns(runLoader);
    RecoveryStore.runs(tx, ids).forEach(runs::begin);
    List<RunBirth> births = runs.stored.values().stream().map(StoredRun::birth).toList();
    RecoveryStore.events(tx, births, MOST_EVENTS + 1, runs::add);
    return runs.loaded(RunInboxStore.waiting(tx, runs.replays.keySet(), MOST_MESSAGES + 1));
  }

  private void begin(StoredRun run) {
    Replay replay = unlessUnreadable(() -> runLoader.replay(run, Reopenings.NONE));
    if (replay != null) {
      stored.put(run.birth().id(), run);
      replays.put(run.birth().id(), replay);
    }
  }

  private void add(UUID run, EventRow row) {
    replays.computeIfPresent(
        run,
        (id, replay) ->
            row.seq() > MOST_EVENTS
                ? null
                : unlessUnreadable(
                    () -> {
                      replay.add(row);
                      return replay;
                    }));
  }

  private static @Nullable Replay unlessUnreadable(Supplier<Replay> work) {
    try {
      return work.get();
    } catch (CallFailedException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  private Map<UUID, LoadedRun> loaded(Map<UUID, List<InboxMessage>> waiting) {
    Map<UUID, LoadedRun> loaded = new HashMap<>();
    replays.forEach(
        (id, replay) -> {
          List<InboxMessage> messages = waiting.getOrDefault(id, List.of());
          if (!replay.outdated() && few(messages)) {
            StoredRun run = Objects.requireNonNull(stored.get(id));
            loaded.put(id, replay.run().with(run.head().due(), messages));
          }
        });
    return loaded;
  }

  private static boolean few(List<InboxMessage> messages) {
    return messages.size() <= MOST_MESSAGES
        && messages.stream().noneMatch(message -> message.kind() == InboxMessage.Kind.AGAIN);
  }
}
