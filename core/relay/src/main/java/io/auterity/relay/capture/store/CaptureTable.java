package io.auterity.relay.capture.store;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ColumnArrays;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.decision.Days;
import io.auterity.relay.route.Capture;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Captured content, packed and then sealed for its tenant and decision, so that neither a copy of
 * the database nor a row moved elsewhere shows it.
 */
public record CaptureTable(Database database, ContentSeal seal) implements Captures.Store {

  private static final EngineStatement INSERT_CAPTURES =
      new EngineStatement(
          "INSERT_CAPTURES",
          EngineJob.DECISIONS,
          """
          insert into captured_content (born, decision, tenant, capture, note, sealed)
          select * from unnest(
            ?::date[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bytea[])
          on conflict do nothing
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS = List.of(INSERT_CAPTURES);

  /** Sealed contents that are in memory at one time while they are looked through. */
  private static final int ROWS_AT_ONCE = 4;

  /** What every look at some calls ends with. */
  private static final String OF_CALLS =
      """
       tenant = current_tenant()
        and born between :firstDay and :lastDay and decision = any(:decisions)
      """;

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

  @Override
  public void write(List<Captures.Kept> batch) {
    ColumnArrays columns = new ColumnArrays(batch.size());
    for (Captures.Kept one : batch) {
      columns
          .row()
          .add(Days.of(one.decision()))
          .add(one.decision())
          .add(one.scope().tenant())
          .add(one.content().capture().wire())
          .add(one.content().note())
          .add(sealed(one));
    }
    database.asEngine(
        EngineJob.DECISIONS,
        tx -> {
          try (PreparedStatement insert = tx.prepare(INSERT_CAPTURES)) {
            columns.bind(insert);
            return insert.executeUpdate();
          } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
          }
        });
  }

  private byte @Nullable [] sealed(Captures.Kept one) {
    return one.content().input() == null
        ? null
        : seal.seal(one.scope(), one.decision(), packed(one.content()));
  }

  /** Input, answer and what the caller comes back for, in bytes that are small. */
  static byte[] packed(CapturedContent content) {
    Map<String, Json> all = new LinkedHashMap<>();
    put(all, "input", content.input());
    put(all, "output", content.output());
    put(all, "asked", content.asked());
    return CompressedBytes.of(new Json.Obj(all).toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void put(Map<String, Json> all, String name, @Nullable String text) {
    if (text != null) {
      all.put(name, Json.of(text));
    }
  }

  /** The content of such bytes again. */
  static CapturedContent unpacked(Capture capture, @Nullable String note, byte[] packed) {
    Json.Obj all = READER.readObject(CompressedBytes.open(packed));
    return new CapturedContent(
        capture, all.text("input"), all.text("output"), note, all.text("asked"));
  }

  /** What was kept of a call; empty when nothing was, or when its days are over. */
  public Optional<CapturedContent> find(TenantScope scope, UUID decision) {
    Map<UUID, CapturedContent> found = new HashMap<>();
    each(scope, List.of(decision), found::put);
    return Optional.ofNullable(found.get(decision));
  }

  /**
   * Hands over what was kept of some calls, of each of which something was; one is opened after the
   * other.
   *
   * @param each must not use the database
   */
  public void each(
      TenantScope scope, Collection<UUID> decisions, BiConsumer<UUID, CapturedContent> each) {
    read(
        scope,
        decisions,
        "select decision, capture, note, sealed, withdrawn from captured_content where" + OF_CALLS,
        (row, context) ->
            new Row(
                row.getObject("decision", UUID.class),
                row.getString("capture"),
                row.getString("note"),
                row.getBytes("sealed"),
                row.getBoolean("withdrawn")),
        row -> each.accept(row.decision(), opened(scope, row)));
  }

  private <T> void read(
      TenantScope scope,
      Collection<UUID> decisions,
      String select,
      RowMapper<T> mapper,
      Consumer<T> each) {
    List<UUID> known = decisions.stream().filter(id -> id.version() == 7).toList();
    if (known.isEmpty()) {
      return;
    }
    database.inTenant(
        scope,
        tx -> {
          tx.query(select)
              .bind("firstDay", Days.of(Collections.min(known, Comparator.comparing(Days::of))))
              .bind("lastDay", Days.of(Collections.max(known, Comparator.comparing(Days::of))))
              .bindArray("decisions", UUID.class, known)
              .setFetchSize(ROWS_AT_ONCE)
              .map(mapper)
              .forEach(each);
          return true;
        });
  }

  /**
   * Those of some calls of which what their callers asked is kept and passes a test. One is opened
   * after the other, as each may be large.
   *
   * @param decisions at most 500
   */
  public Set<UUID> among(TenantScope scope, List<UUID> decisions, Predicate<String> test) {
    Set<UUID> found = new HashSet<>();
    read(
        scope,
        decisions,
        "select decision, sealed from captured_content where sealed is not null and" + OF_CALLS,
        (row, context) -> {
          UUID decision = row.getObject("decision", UUID.class);
          String input = input(scope, decision, row.getBytes("sealed"));
          return input != null && test.test(input) ? Optional.of(decision) : Optional.<UUID>empty();
        },
        one -> one.ifPresent(found::add));
    return found;
  }

  private @Nullable String input(TenantScope scope, UUID decision, byte[] sealed) {
    return READER
        .readObject(CompressedBytes.open(seal.open(scope, decision, sealed)))
        .text("input");
  }

  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
  private record Row(
      UUID decision,
      String capture,
      @Nullable String note,
      byte @Nullable [] sealed,
      boolean withdrawn) {}

  private CapturedContent opened(TenantScope scope, Row row) {
    Capture capture = Capture.valueOf(row.capture().toUpperCase(Locale.ROOT));
    if (row.sealed() == null) {
      return new CapturedContent(capture, null, null, row.note());
    }
    CapturedContent content =
        unpacked(capture, row.note(), seal.open(scope, row.decision(), row.sealed()));
    return row.withdrawn() ? content.withdrawn() : content;
  }

  /**
   * Withdraws content from its caller, though it is kept; false when there was none to withdraw.
   */
  public boolean withdraw(TenantScope scope, UUID decision) {
    return database.inTenant(
        scope,
        tx ->
            tx.update(
                        """
                        update captured_content set withdrawn = true
                        where tenant = current_tenant() and born = :born and decision = :decision
                          and not withdrawn
                        """)
                    .bind("born", Days.of(decision))
                    .bind("decision", decision)
                    .execute()
                > 0);
  }
}
