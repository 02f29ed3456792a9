package io.auterity.ledger.store;

import io.auterity.ledger.RateLeases;
import io.auterity.ledger.RateLimit;
import io.auterity.ledger.RateLimit.Span;
import io.auterity.ledger.RateShares;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shares of rates in PostgreSQL, by its clock. A server that changes those of a tenant has its
 * lock, so that each server decides on what all others have.
 */
public record RateLeaseTable(Database database) implements RateLeases {

  private static final EngineStatement LOCK_SEATS =
      new EngineStatement(
          "LOCK_SEATS",
          EngineJob.SEATS,
          "select pg_advisory_xact_lock(hashtextextended('server seats', 0))");

  // Those of whose calls nothing counts any more, and those that were alone and have ended: what
  // these took is unknown.
  private static final EngineStatement CLEAR_SEATS =
      new EngineStatement(
          "CLEAR_SEATS",
          EngineJob.SEATS,
          """
          delete from server_seat
          where process <> :process and (until < clock_timestamp() - interval '1 minute'
            or (not sharing and until < clock_timestamp() + :seconds * interval '1 second'
              and hashtextextended('process ' || process, 0) not in (
                select (classid::bigint << 32) | objid::bigint from pg_locks
                where locktype = 'advisory' and objsubid = 1 and granted and database =
                  (select oid from pg_database where datname = current_database()))))
          """);

  // What it had leased belongs to no server while it goes by the whole.
  private static final EngineStatement DROP_LEASES =
      new EngineStatement(
          "DROP_LEASES", EngineJob.SEATS, "delete from rate_lease where process = :process");

  private static final EngineStatement COUNT_OTHER_SEATS =
      new EngineStatement(
          "COUNT_OTHER_SEATS",
          EngineJob.SEATS,
          "select count(*) from server_seat where process <> :process");

  private static final EngineStatement TAKE_SEAT =
      new EngineStatement(
          "TAKE_SEAT",
          EngineJob.SEATS,
          """
          insert into server_seat (process, sharing, until)
          values (:process, :sharing, clock_timestamp() + :seconds * interval '1 second')
          on conflict (process) do update set sharing = excluded.sharing, until = excluded.until
          returning xmax = 0
          """);

  private static final EngineStatement LEAVE_SEAT =
      new EngineStatement(
          "LEAVE_SEAT",
          EngineJob.SEATS,
          """
          update server_seat set sharing = true, until = least(until, clock_timestamp())
          where process = :process
          """);

  private static final EngineStatement FREE_SEAT =
      new EngineStatement(
          "FREE_SEAT", EngineJob.SEATS, "delete from server_seat where process = :process");

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(
          LOCK_SEATS,
          CLEAR_SEATS,
          DROP_LEASES,
          COUNT_OTHER_SEATS,
          TAKE_SEAT,
          LEAVE_SEAT,
          FREE_SEAT);

  /** One after another comes first for as long as calls count, and for so long at least. */
  private static final Duration SHORTEST_ROUND = Duration.ofSeconds(5);

  /** One that was alone, has no session and was not heard of for so long, has ended. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  @Override
  public Seats beat(UUID process, boolean sharing, Duration shared, Duration alone) {
    return database.asEngine(
        EngineJob.SEATS,
        tx -> {
          lock(tx);
          tx.update(CLEAR_SEATS)
              .bind("process", process)
              .bind("seconds", alone.minus(QUIET).toSeconds())
              .execute();
          int others =
              tx.query(COUNT_OTHER_SEATS).bind("process", process).mapTo(Integer.class).one();
          if (!sharing) {
            tx.update(DROP_LEASES).bind("process", process).execute();
          }
          boolean shares = sharing && others > 0;
          boolean fresh =
              tx.query(TAKE_SEAT)
                  .bind("process", process)
                  .bind("sharing", shares)
                  .bind("seconds", (shares ? shared : alone).toSeconds())
                  .mapTo(Boolean.class)
                  .one();
          return new Seats(fresh, others);
        });
  }

  private static void lock(EngineTransaction tx) {
    tx.query(LOCK_SEATS).mapTo(String.class).list();
  }

  @Override
  public void leave(UUID process, boolean counts) {
    database.asEngine(
        EngineJob.SEATS,
        tx -> {
          lock(tx);
          return tx.update(counts ? LEAVE_SEAT : FREE_SEAT).bind("process", process).execute();
        });
  }

  @Override
  public List<Share> exchange(TenantScope scope, UUID process, List<Claimed> claims) {
    return database.inTenant(scope, tx -> exchange(tx, process, claims));
  }

  private static List<Share> exchange(Transaction tx, UUID process, List<Claimed> claims) {
    lock(tx);
    Servers servers = servers(tx, process);
    List<Other> others = others(tx, process, claims.stream().map(Claimed::limit).toList());
    List<Share> shares =
        claims.stream().map(claim -> share(claim, process, servers, others)).toList();
    keep(tx, process, claims, shares);
    return shares;
  }

  // Nothing is decided on it, so that it waits for no lock.
  @Override
  public Elsewhere elsewhere(TenantScope scope, UUID process, List<RateLimit> limits) {
    return database.inTenant(
        scope,
        tx -> {
          List<Other> others = others(tx, process, limits);
          return new Elsewhere(
              limits.stream()
                  .map(limit -> of(limit, others).stream().mapToLong(Other::counts).sum())
                  .toList(),
              servers(tx, process).heldFor() != null);
        });
  }

  // Who waits for long keeps all other tenants of its server waiting.
  private static void lock(Transaction tx) {
    tx.query("select set_config('lock_timeout', '1s', true)").mapTo(String.class).list();
    tx.query("select pg_advisory_xact_lock(hashtextextended('rates ' || current_tenant(), 0))")
        .mapTo(String.class)
        .list();
  }

  /**
   * All that there are.
   *
   * @param living how many go on
   * @param heldFor for how long at most another one may take any part of each rate; null where none
   *     may
   * @param now in seconds of the database's clock
   */
  private record Servers(int living, @Nullable Duration heldFor, long now) {}

  private static Servers servers(Transaction tx, UUID process) {
    return tx.query(
            """
            select count(*) filter (where until > clock_timestamp() or process = :process) as living,
              ceil(extract(epoch from max(until) filter (where not sharing and process <> :process)
                + interval '1 minute' - clock_timestamp()))::bigint as held,
              extract(epoch from clock_timestamp())::bigint as now
            from server_seat where until > clock_timestamp() - interval '1 minute'
            """)
        .bind("process", process)
        .map(
            (row, context) ->
                new Servers(row.getInt("living"), seconds(row, "held"), row.getLong("now")))
        .one();
  }

  private static @Nullable Duration seconds(ResultSet row, String column) throws SQLException {
    long seconds = row.getLong(column);
    return row.wasNull() ? null : Duration.ofSeconds(Math.max(1, seconds));
  }

  /** What another server says of a rate. */
  private record Other(
      String quota, String span, RateShares.Claim claim, @Nullable Duration freesIn) {

    boolean of(RateLimit limit) {
      return quota.equals(limit.quota()) && span.equals(limit.span().name());
    }

    // Of one that is gone it is unknown how much of it its calls took.
    long counts() {
      return claim.living() ? claim.counted() : claim.leased();
    }
  }

  private static List<Other> of(RateLimit limit, List<Other> all) {
    return all.stream().filter(other -> other.of(limit)).toList();
  }

  private static List<Other> others(Transaction tx, UUID process, List<RateLimit> limits) {
    return tx.query(
            """
            select r.quota, r.span, r.process, r.leased, r.counted, r.wanted, r.least,
              s.until > clock_timestamp() as living,
              ceil(extract(epoch from r.frees - clock_timestamp()))::bigint as frees
            from unnest(:quotas::text[], :spans::text[], :seconds::text[]::int[])
                as mine (quota, span, seconds)
              join rate_lease r on r.quota = mine.quota and r.span = mine.span
              join server_seat s on s.process = r.process
            where r.tenant = current_tenant() and r.process <> :process
              and s.until > clock_timestamp() - mine.seconds * interval '1 second'
            """)
        .bind("process", process)
        .bind("quotas", texts(limits, RateLimit::quota))
        .bind("spans", texts(limits, limit -> limit.span().name()))
        .bind("seconds", texts(limits, limit -> length(limit.span()).toSeconds()))
        .map(
            (row, context) -> {
              long frees = row.getLong("frees");
              return new Other(
                  row.getString("quota"),
                  row.getString("span"),
                  new RateShares.Claim(
                      row.getObject("process", UUID.class),
                      row.getLong("leased"),
                      row.getLong("counted"),
                      row.getLong("wanted"),
                      row.getLong("least"),
                      row.getBoolean("living")),
                  frees <= 0 ? null : Duration.ofSeconds(frees));
            })
        .list();
  }

  // Of calls that are under way at one that has gone, nothing is known.
  private static Duration length(Span span) {
    return switch (span) {
      case SECOND -> Duration.ofSeconds(1);
      case MINUTE, TOKENS -> Duration.ofMinutes(1);
      case PARALLEL -> Duration.ZERO;
    };
  }

  private static Share share(Claimed claim, UUID process, Servers servers, List<Other> all) {
    List<Other> others = of(claim.limit(), all);
    Duration freesIn =
        others.stream()
            .flatMap(other -> Stream.ofNullable(other.freesIn()))
            .min(Comparator.naturalOrder())
            .orElse(null);
    return new Share(
        deal(claim, process, servers, others),
        others.stream().mapToLong(Other::counts).sum(),
        freesIn,
        servers.heldFor());
  }

  private static RateShares.Deal deal(
      Claimed claim, UUID process, Servers servers, List<Other> others) {
    if (!claim.asks() || servers.heldFor() != null) {
      return new RateShares.Deal(claim.leased(), claim.leased());
    }
    Duration length = length(claim.limit().span());
    Duration period = length.compareTo(SHORTEST_ROUND) > 0 ? length : SHORTEST_ROUND;
    return RateShares.deal(
        claim.limit().most(),
        servers.living(),
        new RateShares.Claim(
            process, claim.leased(), claim.counted(), claim.wanted(), claim.least(), true),
        others.stream().map(Other::claim).toList(),
        servers.now() / period.toSeconds());
  }

  private static void keep(Transaction tx, UUID process, List<Claimed> claims, List<Share> shares) {
    List<Claimed> used = new ArrayList<>();
    List<Claimed> unused = new ArrayList<>();
    List<Long> leased = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      if (claims.get(i).isNothing()) {
        unused.add(claims.get(i));
      } else {
        used.add(claims.get(i));
        leased.add(shares.get(i).deal().leased());
      }
    }
    if (!used.isEmpty()) {
      put(tx, process, used, leased);
    }
    if (!unused.isEmpty()) {
      tx.update(
              """
              delete from rate_lease where tenant = current_tenant() and process = :process
                and (quota, span) in (select * from unnest(:quotas::text[], :spans::text[]))
              """)
          .bind("process", process)
          .bind("quotas", texts(unused, claim -> claim.limit().quota()))
          .bind("spans", texts(unused, claim -> claim.limit().span().name()))
          .execute();
    }
  }

  private static void put(Transaction tx, UUID process, List<Claimed> used, List<Long> leased) {
    tx.update(
            """
            insert into rate_lease
              (tenant, quota, span, process, leased, counted, wanted, least, frees)
            select current_tenant(), quota, span, :process, leased, counted, wanted, least,
              clock_timestamp() + millis * interval '1 millisecond'
            from unnest(:quotas::text[], :spans::text[], :leased::text[]::bigint[],
                :counted::text[]::bigint[], :wanted::text[]::bigint[], :least::text[]::bigint[],
                :millis::text[]::bigint[])
              as mine (quota, span, leased, counted, wanted, least, millis)
            on conflict (tenant, quota, span, process) do update set leased = excluded.leased,
              counted = excluded.counted, wanted = excluded.wanted, least = excluded.least,
              frees = excluded.frees
            """)
        .bind("process", process)
        .bind("quotas", texts(used, claim -> claim.limit().quota()))
        .bind("spans", texts(used, claim -> claim.limit().span().name()))
        .bind("leased", texts(leased, amount -> amount))
        .bind("counted", texts(used, Claimed::counted))
        .bind("wanted", texts(used, Claimed::wanted))
        .bind("least", texts(used, Claimed::least))
        .bind("millis", texts(used, RateLeaseTable::millis))
        .execute();
  }

  private static @Nullable Long millis(Claimed claim) {
    Duration freesIn = claim.freesIn();
    return freesIn == null ? null : (Long) freesIn.toMillis();
  }

  private static <T> @Nullable String[] texts(
      List<T> all, Function<T, ? extends @Nullable Object> field) {
    @Nullable String[] texts = new String[all.size()];
    for (int i = 0; i < texts.length; i++) {
      Object value = field.apply(all.get(i));
      texts[i] = value == null ? null : value.toString();
    }
    return texts;
  }
}
