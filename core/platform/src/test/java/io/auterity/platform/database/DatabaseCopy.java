package io.auterity.platform.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.locks.LockSupport;

/**
 * A whole database as SQL text, as of one moment: the migrations that it has been through, Flyway's
 * history of them, the days that have rows, and every row. {@link TestDatabase#holding} loads it.
 */
public final class DatabaseCopy {

  /** Tables without their partitions, whose rows the parent shows. */
  private static final String TABLES =
      """
      select c.relname from pg_class c
      where c.relkind in ('r', 'p') and not c.relispartition
        and c.relnamespace = 'public'::regnamespace
      order by c.relname
      """;

  private static final String FLYWAY = "flyway_schema_history";

  /** The migrations themselves fill it. */
  private static final String FILLED = "day_partitioned";

  private static final String FLYWAY_TABLE =
      """
      select format('create table %1$s (%%s);', string_agg(format('%%I %%s%%s%%s', attname,
          format_type(atttypid, atttypmod), ' default ' || pg_get_expr(adbin, adrelid),
          case when attnotnull then ' not null' end), ', ' order by attnum))
        from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where attrelid = '%1$s'::regclass and attnum > 0
      union all
      select format('alter table %1$s add constraint %%I %%s;', conname, pg_get_constraintdef(oid))
        from pg_constraint where conrelid = '%1$s'::regclass and contype = 'p'
      union all
      select pg_get_indexdef(indexrelid) || ';'
        from pg_index where indrelid = '%1$s'::regclass and not indisprimary
      """
          .formatted(FLYWAY);

  private static final String SEQUENCES =
      """
      select format('select setval(%L, %s);', sequencename, last_value)
      from pg_sequences where last_value is not null order by sequencename
      """;

  private static final long PATIENCE = 30_000_000_000L;

  private final Statement statement;

  private DatabaseCopy(Statement statement) {
    this.statement = statement;
  }

  /** Copies a database that is in use, at a moment when this table has a row. */
  public static String whenThereIsARowIn(String table, TestDatabase database) {
    return asAdministrator(database, statement -> new DatabaseCopy(statement).whenFilled(table));
  }

  /** The tables that hold nothing. */
  public static List<String> emptyTables(TestDatabase database) {
    return asAdministrator(
        database,
        statement -> {
          DatabaseCopy copy = new DatabaseCopy(statement);
          List<String> empty = copy.rows(TABLES);
          empty.removeIf(copy::isFilled);
          return empty;
        });
  }

  private interface Work<T> {
    T apply(Statement statement) throws SQLException;
  }

  /** Sees the rows of all tenants, and nothing of what is committed after its first look. */
  private static <T> T asAdministrator(TestDatabase database, Work<T> work) {
    try (Connection connection = database.administrator().connect();
        Statement statement = connection.createStatement()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      statement.execute("set local time zone 'UTC'");
      return work.apply(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String whenFilled(String table) throws SQLException {
    long end = System.nanoTime() + PATIENCE;
    while (!isFilled(table)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no row came into " + table);
      }
      statement.getConnection().rollback();
      statement.execute("set local time zone 'UTC'");
      LockSupport.parkNanos(1_000_000);
    }
    return text();
  }

  private String text() throws SQLException {
    StringJoiner text = new StringJoiner("\n", "set role auterity_owner;\n\n", "");
    for (String script : rows("select script from " + FLYWAY + " order by installed_rank")) {
      text.add(migration(script));
    }
    rows(FLYWAY_TABLE).forEach(text::add);
    for (String day : days()) {
      text.add(
          "select ensure_day_partitions(relation, '%1$s', '%1$s') from %2$s;"
              .formatted(day, FILLED));
    }
    text.add("\nreset role;\n");
    for (String table : tablesInOrder()) {
      insert(text, table);
    }
    rows(SEQUENCES).forEach(text::add);
    return text + "\n";
  }

  private static String migration(String script) {
    String path = MigrationFiles.LOCATION + "/" + script;
    try (InputStream file = DatabaseCopy.class.getClassLoader().getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(file, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The days that have rows in any table that is partitioned by day. */
  private Set<String> days() throws SQLException {
    Set<String> days = new LinkedHashSet<>();
    for (String table : rows("select relation::text from " + FILLED + " order by 1")) {
      days.addAll(rows("select distinct born::text from " + table + " order by 1"));
    }
    return days;
  }

  /** Each table behind those that it refers to. */
  private List<String> tablesInOrder() throws SQLException {
    List<String> left = rows(TABLES);
    left.remove(FILLED);
    Set<String> ordered = new LinkedHashSet<>();
    while (!left.isEmpty()) {
      for (String table : List.copyOf(left)) {
        if (ordered.containsAll(referredTo(table))) {
          ordered.add(table);
          left.remove(table);
        }
      }
    }
    return List.copyOf(ordered);
  }

  private List<String> referredTo(String table) throws SQLException {
    return rows(
        """
        select confrelid::regclass::text from pg_constraint
        where contype = 'f' and conrelid = '%s'::regclass
        """
            .formatted(table));
  }

  private void insert(StringJoiner text, String table) throws SQLException {
    List<String> columns =
        rows(
            """
            select quote_ident(attname) from pg_attribute
            where attrelid = '%s'::regclass and attnum > 0 and not attisdropped order by attnum
            """
                .formatted(table));
    List<String> lines =
        rows(
            "select concat_ws(', ', %s) from %s order by %s"
                .formatted(quoted(columns), table, String.join(", ", key(table))));
    if (!lines.isEmpty()) {
      text.add(
          "insert into %s (%s) overriding system value values\n  (%s);\n"
              .formatted(table, String.join(", ", columns), String.join("),\n  (", lines)));
    }
  }

  private static String quoted(List<String> columns) {
    return String.join(", ", columns.stream().map("quote_nullable(%s::text)"::formatted).toList());
  }

  private List<String> key(String table) throws SQLException {
    return rows(
        """
        select quote_ident(attname) from pg_index
        join pg_attribute on attrelid = indrelid and attnum = any(indkey)
        where indrelid = '%s'::regclass and indisprimary
        order by array_position(indkey, attnum)
        """
            .formatted(table));
  }

  private boolean isFilled(String table) {
    try {
      return !rows("select 1 where exists (select from " + table + ")").isEmpty();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of what a query finds. */
  private List<String> rows(String query) throws SQLException {
    try (ResultSet found = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    }
  }
}
