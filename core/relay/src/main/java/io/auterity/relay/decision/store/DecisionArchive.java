package io.auterity.relay.decision.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.relay.decision.Days;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.AnsweredCalls;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSearch;
import io.auterity.relay.decision.archive.DecisionSpan;
import io.auterity.relay.decision.archive.RunFigures;
import io.auterity.relay.decision.archive.RunTimeline;
import io.auterity.relay.decision.archive.StepCall;
import io.auterity.relay.decision.format.ConfigFormat;
import io.auterity.relay.decision.format.DecisionFormat;
import io.auterity.relay.plan.Config;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads decisions with the rights of their tenant. */
public record DecisionArchive(Database database) implements Archive {

  private static final String USING =
      """
      select body from decision
      where tenant = current_tenant() and (attempts > 0 or cost > 0 or outcome = 'succeeded')
        and began >= :from and began < :to and born between :firstDay and :lastDay
      """;

  private static final String WORTH =
      """
      (select avg(f.score) from decision_feedback f
        where f.tenant = current_tenant() and f.born = decision.born and f.decision = decision.id)
      """
          .strip();

  private static final int FETCH = 500;

  @Override
  public Optional<Decision> find(TenantScope scope, UUID id) {
    if (id.version() != 7) {
      return Optional.empty();
    }
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select body from decision
                    where tenant = current_tenant() and born = :born and id = :id
                    """)
                .bind("born", Days.of(id))
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne()
                .map(DecisionFormat::read));
  }

  @Override
  public List<Decision> latest(TenantScope scope, DecisionSearch search, boolean words) {
    return opened(
        scope,
        conditions(search),
        "born desc, id desc",
        search.limit(),
        words ? DecisionFormat::read : DecisionFormat::readBrief);
  }

  private List<Decision> opened(
      TenantScope scope,
      Conditions conditions,
      String order,
      int limit,
      Function<byte[], Decision> format) {
    return database.inTenant(
        scope,
        tx ->
            conditions
                .bind(
                    tx.query(
                        "select body from decision where tenant = current_tenant()%s order by %s limit :limit"
                            .formatted(conditions, order)))
                .bind("limit", limit)
                .mapTo(byte[].class)
                .map(format)
                .list());
  }

  @Override
  public Optional<Instant> beginOf(TenantScope scope, Instant since, int newest) {
    Conditions conditions =
        new Conditions()
            .add("began >= :since", "since", since)
            .add("born >= :sinceDay", "sinceDay", dayBefore(since));
    List<Instant> lastAndNext =
        database.inTenant(
            scope,
            tx ->
                conditions
                    .bind(
                        tx.query(
                            "select began from decision where tenant = current_tenant()"
                                + conditions
                                + " order by born desc, id desc offset :before limit 2"))
                    .bind("before", newest - 1)
                    .mapTo(Instant.class)
                    .list());
    return lastAndNext.size() < 2 ? Optional.empty() : Optional.of(lastAndNext.getFirst());
  }

  @Override
  public List<Decision> walk(
      TenantScope scope, Instant from, Instant to, @Nullable UUID after, int limit) {
    Conditions period =
        new Conditions()
            .add("began >= :from", "from", from)
            .add("began < :to", "to", to)
            .add("born >= :fromDay", "fromDay", dayBefore(from))
            .add("born <= :toDay", "toDay", LocalDate.ofInstant(to, ZoneOffset.UTC))
            .add("id > :after", "after", after)
            .add("born >= :afterDay", "afterDay", after == null ? null : Days.of(after));
    return opened(scope, period, "born, id", limit, DecisionFormat::read);
  }

  @Override
  public List<Decision> answered(
      TenantScope scope, AnsweredCalls which, @Nullable UUID before, int limit) {
    Conditions conditions =
        new Conditions()
            .add("capability = :capability", "capability", which.capability())
            .add("outcome = :outcome", "outcome", "succeeded")
            .add("began >= :from", "from", which.from())
            .add("began < :to", "to", which.to())
            .add("born >= :fromDay", "fromDay", dayBefore(which.from()))
            .add("born <= :toDay", "toDay", LocalDate.ofInstant(which.to(), ZoneOffset.UTC))
            .add("id < :before", "before", before)
            .add("born <= :beforeDay", "beforeDay", before == null ? null : Days.of(before))
            .add(WORTH + " >= :worth", "worth", which.worth());
    return opened(scope, conditions, "born desc, id desc", limit, DecisionFormat::read);
  }

  // The days only spare PostgreSQL the partitions in which nothing can be.
  private static Conditions conditions(DecisionSearch search) {
    Conditions all =
        new Conditions()
            .add("run = :run", "run", search.run())
            .add("step = :step", "step", search.step())
            .add("provider = :provider", "provider", search.provider())
            .add("capability = :capability", "capability", search.capability())
            .add("outcome = :outcome", "outcome", search.outcome())
            .add("code = :code", "code", search.code())
            .add("failover = :failover", "failover", search.failover())
            .add("began >= :since", "since", search.since())
            .add("began < :until", "until", search.until())
            .add("id < :after", "after", search.after())
            .add("born >= :runDay", "runDay", firstDay(search.run()));
    if (search.since() != null) {
      all.add("born >= :sinceDay", "sinceDay", dayBefore(search.since()));
    }
    if (search.until() != null) {
      LocalDate last = LocalDate.ofInstant(search.until(), ZoneOffset.UTC).plusDays(1);
      all.add("born <= :untilDay", "untilDay", last);
    }
    if (search.after() != null) {
      all.add("born <= :afterDay", "afterDay", Days.of(search.after()));
    }
    return all;
  }

  @Override
  public Map<UUID, RunFigures> figures(TenantScope scope, Collection<UUID> runs) {
    return database.inTenant(scope, tx -> new FigureQueries(tx, runs, firstDay(runs)).figures());
  }

  @Override
  public RunTimeline timeline(TenantScope scope, UUID run, Instant from, Duration bin, int bins) {
    return database.inTenant(
        scope, tx -> new RunQueries(tx, run, firstDay(run)).timeline(from, bin, bins));
  }

  @Override
  public void stepCalls(TenantScope scope, Collection<UUID> runs, Consumer<StepCall> each) {
    database.inTenant(
        scope,
        tx -> {
          new FigureQueries(tx, runs, firstDay(runs)).stepCalls(each);
          return true;
        });
  }

  @Override
  public void using(TenantScope scope, DecisionSpan span, Consumer<Decision> each) {
    Conditions conditions = new Conditions().add("id > :after", "after", span.after());
    if (span.after() != null) {
      conditions.add("born >= :afterDay", "afterDay", Days.of(span.after()));
    }
    database.inTenant(
        scope,
        tx -> {
          conditions
              .bind(tx.query(USING + conditions + " order by born, id limit :most"))
              .bind("from", span.from())
              .bind("to", span.to())
              .bind("firstDay", dayBefore(span.from()))
              .bind("lastDay", LocalDate.ofInstant(span.to(), ZoneOffset.UTC).plusDays(1))
              .bind("most", span.most())
              .setFetchSize(FETCH)
              .mapTo(byte[].class)
              .forEach(body -> each.accept(DecisionFormat.readBrief(body)));
          return true;
        });
  }

  @Override
  public Optional<Config> config(TenantScope scope, Decision decision) {
    Decision.Planning planning = decision.planning();
    if (planning == null || planning.config() == null) {
      return Optional.empty();
    }
    return database.inTenant(
        scope,
        tx ->
            tx.query(
                    """
                    select body from decision_config
                    where born = :born and tenant = :tenant and digest = :digest
                    """)
                .bind("born", Days.of(decision.id()))
                .bind("tenant", scope.tenant())
                .bind("digest", planning.config())
                .mapTo(byte[].class)
                .findOne()
                .map(body -> ConfigFormat.read(body, planning.epoch())));
  }

  @Override
  public void these(TenantScope scope, Collection<UUID> ids, Consumer<Decision> each) {
    List<UUID> known = ids.stream().filter(id -> id.version() == 7).distinct().toList();
    if (known.isEmpty()) {
      return;
    }
    database.inTenant(
        scope,
        tx -> {
          tx.query(
                  """
                  select body from decision
                  where tenant = current_tenant() and id = any(:ids)
                    and born between :firstDay and :lastDay
                  """)
              .bindArray("ids", UUID.class, known)
              .bind("firstDay", firstDay(known))
              .bind("lastDay", Days.of(Collections.max(known, Comparator.comparing(Days::of))))
              .setFetchSize(FETCH)
              .mapTo(byte[].class)
              .forEach(body -> each.accept(DecisionFormat.readBrief(body)));
          return true;
        });
  }

  // No call of a run is older than the run.
  private static LocalDate firstDay(@Nullable UUID run) {
    return run == null || run.version() != 7 ? LocalDate.EPOCH : Days.of(run);
  }

  private static LocalDate firstDay(Collection<UUID> runs) {
    return runs.stream()
        .map(DecisionArchive::firstDay)
        .min(Comparator.naturalOrder())
        .orElse(LocalDate.EPOCH);
  }

  private static LocalDate dayBefore(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC).minusDays(1);
  }
}
