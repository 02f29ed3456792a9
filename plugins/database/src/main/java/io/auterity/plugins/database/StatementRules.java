package io.auterity.plugins.database;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The statements that an operation carries out, by their first word. Rights and read-only
 * transactions of the database hold besides; these rules keep transactions, sessions, files and
 * programs of the server out of reach.
 */
final class StatementRules {

  private static final Set<String> QUERIES =
      Set.of("select", "with", "values", "table", "show", "explain", "describe", "desc");

  private static final Set<String> ROWS =
      Set.of("insert", "update", "delete", "merge", "replace", "select", "with");

  private static final Set<String> WRITES =
      Set.of(
          "insert",
          "update",
          "delete",
          "merge",
          "replace",
          "select",
          "with",
          "truncate",
          "create",
          "alter",
          "drop",
          "comment");

  private static final String QUERY = "database.query.run";
  private static final String STATEMENT = "database.statement.run";

  private StatementRules() {}

  /** A query, read and allowed: none of its verbs writes. */
  static SqlText query(String sql, @Nullable Json parameters, SqlWords words) {
    SqlText text = SqlText.read(sql, words, parameters instanceof Json.Obj);
    Set<String> writes = new HashSet<>(WRITES);
    writes.removeAll(QUERIES);
    text.verbs().stream()
        .filter(writes::contains)
        .findFirst()
        .ifPresent(
            verb -> {
              throw onlyReads(verb.toUpperCase(Locale.ROOT) + " writes");
            });
    return allowed(text, QUERIES, QUERY);
  }

  /**
   * The failure of a query that writes.
   *
   * @param why e.g. {@code INSERT writes}
   */
  static CallFailedException onlyReads(String why) {
    return refused("%s only reads, and %s: use %s".formatted(QUERY, why, STATEMENT));
  }

  /** A statement that writes, read and allowed. */
  static SqlText statement(String sql, @Nullable Json parameters, SqlWords words) {
    return allowed(SqlText.read(sql, words, parameters instanceof Json.Obj), WRITES, STATEMENT);
  }

  /** A statement of a transaction: none of those that may end it. */
  static SqlText inBatch(String sql, @Nullable Json parameters, SqlWords words) {
    SqlText text = SqlText.read(sql, words, parameters instanceof Json.Obj);
    return allowed(text, ROWS, "database.batch.run");
  }

  private static SqlText allowed(SqlText text, Set<String> verbs, String operation) {
    if (!verbs.contains(text.verb())) {
      throw refused(
          "%s takes statements that begin with %s, not with %s"
              .formatted(operation, String.join(", ", new TreeSet<>(verbs)), text.verb()));
    }
    if (text.holds("into", "outfile") || text.holds("into", "dumpfile")) {
      throw refused("no file of the database's server is written");
    }
    return text;
  }

  private static CallFailedException refused(String message) {
    return Refusal.of(FailureCode.INVALID, "sql", message);
  }
}
