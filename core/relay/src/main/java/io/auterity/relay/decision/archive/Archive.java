package io.auterity.relay.decision.archive;

import io.auterity.platform.call.TenantScope;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Config;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decisions that have been written. */
public interface Archive {

  Optional<Decision> find(TenantScope scope, UUID id);

  /**
   * Those that are asked for, the latest first.
   *
   * @param words whether the words of their stages are needed, which cost more to find than all
   *     else
   */
  List<Decision> latest(TenantScope scope, DecisionSearch search, boolean words);

  /**
   * When the earliest of so many of the newest calls began; empty where no more than so many began
   * in that time.
   *
   * @param since not before
   * @param newest how many, at least 1
   */
  Optional<Instant> beginOf(TenantScope scope, Instant since, int newest);

  /** Figures of some runs, of each of them. */
  Map<UUID, RunFigures> figures(TenantScope scope, Collection<UUID> runs);

  /**
   * Figures by time.
   *
   * @param bins how many, 1 to 1,000
   */
  RunTimeline timeline(TenantScope scope, UUID run, Instant from, Duration bin, int bins);

  /**
   * Hands over when each call of the steps of some runs began, by which repeated steps are found.
   *
   * @param each must not use the database
   */
  void stepCalls(TenantScope scope, Collection<UUID> runs, Consumer<StepCall> each);

  /**
   * Hands over those of some decisions that are kept, in any order, without the words of their
   * stages.
   *
   * @param each must not use the database
   */
  void these(TenantScope scope, Collection<UUID> ids, Consumer<Decision> each);

  /**
   * Hands over the decisions of calls that may have used something, or that a cache answered, the
   * oldest first, without the words of their stages.
   *
   * @param each must not use the database
   */
  void using(TenantScope scope, DecisionSpan span, Consumer<Decision> each);

  /**
   * Decisions of calls that began in a period, the earliest first.
   *
   * @param after id of the last one before; null for the first
   * @param limit the most at once
   */
  List<Decision> walk(TenantScope scope, Instant from, Instant to, @Nullable UUID after, int limit);

  /**
   * Decisions of calls that were answered, the latest first.
   *
   * @param before id of the last one that was read; null for the first
   * @param limit the most at once
   */
  List<Decision> answered(TenantScope scope, AnsweredCalls which, @Nullable UUID before, int limit);

  /** The configuration that a decision was made by. */
  Optional<Config> config(TenantScope scope, Decision decision);
}
