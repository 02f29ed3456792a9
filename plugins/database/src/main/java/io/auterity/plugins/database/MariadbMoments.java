package io.auterity.plugins.database;

import io.auterity.plugins.database.SqlDialect.Attempt;
import io.auterity.plugins.database.SqlDialect.Attempted;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Moments of RFC 3339 among the values of a statement for MariaDB and MySQL. These refuse one with
 * a zone for a column of dates or times, or cut its zone off where they only compare it, and say so
 * in an error or a warning that holds the text, but not its place; of a column of texts they say
 * nothing. So what they have misread is given again, in UTC and without a zone, with all that
 * stands alike. Where the same text stands in other places too, each of these is tried: a place
 * whose text alone is left as it was given, and which is misread then, is one of dates or times.
 */
final class MariadbMoments<T> {

  /** ER_TRUNCATED_WRONG_VALUE. */
  private static final int MISREAD = 1292;

  /** Words of {@code lc_messages = 'en_US'}. */
  private static final Pattern TEXT =
      Pattern.compile("ncorrect (?:datetime|timestamp|date|time) value: '([^']+)'");

  private static final String SAVEPOINT = "auterity_moments";
  private static final int MOST_TRIES = 64;
  private static final String IN_UTC = "give it in UTC as 2026-01-02 03:04:05";

  private final Connection connection;
  private final SqlParameters values;
  private final Call call;
  private final Attempt<T> attempt;

  /** Moments by the numbers of their places, as long as nothing is known of these. */
  private final Map<Integer, Set<String>> open = new LinkedHashMap<>();

  private final Set<String> moments;
  private final Set<Integer> inUtc = new HashSet<>();
  private int tries;

  MariadbMoments(Connection connection, SqlParameters values, Call call, Attempt<T> attempt) {
    this.connection = connection;
    this.values = values;
    this.call = call;
    this.attempt = attempt;
    this.moments = new HashSet<>(values.moments());
    for (int at = 0; at < values.values().size(); at++) {
      if (values.values().get(at) instanceof Json.Str(String text) && moments.contains(text)) {
        open.computeIfAbsent(values.alike().get(at), ignored -> new HashSet<>()).add(text);
      }
    }
  }

  /** What a try has led to, of which nothing but the first fault is known where it failed. */
  private record Tried<T>(
      Set<Integer> inUtc,
      Set<String> misread,
      @Nullable Attempted<T> attempted,
      @Nullable SQLException failed) {

    T result() throws SQLException {
      if (failed != null) {
        throw failed;
      }
      return Objects.requireNonNull(attempted).result();
    }
  }

  /**
   * Carries the statement out.
   *
   * @throws CallFailedException {@code timeout} when no time is left for another try; {@code
   *     invalid} after too many, and where what has been misread cannot be undone
   */
  T carryOut() throws SQLException {
    execute("savepoint " + SAVEPOINT);
    Tried<T> tried = tryWith(Set.of());
    while (true) {
      if (isTold(tried.misread())) {
        tried = again(tried, inUtc);
        continue;
      }
      Set<Integer> places = holding(tried.misread());
      if (places.isEmpty()) {
        return tried.result();
      }
      tried = apart(tried, places);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Tried<T> again(Tried<T> last, Set<Integer> turned) throws SQLException {
    if (!MariadbTables.undone(connection, "rollback to savepoint " + SAVEPOINT)) {
      throw kept(last.misread().isEmpty() ? moments : last.misread());
    }
    return tryWith(Set.copyOf(turned));
  }

  private Tried<T> tryWith(Set<Integer> turned) throws SQLException {
    if (tries > 0 && call.remaining().isZero()) {
      throw untried(FailureCode.TIMEOUT, "no time is left to give moments again: " + IN_UTC);
    }
    if (++tries > MOST_TRIES) {
      throw untried(
          FailureCode.INVALID,
          "moments with a zone stand in so many places that it takes more than %d tries: %s"
              .formatted(MOST_TRIES, IN_UTC));
    }
    try {
      Attempted<T> attempted = attempt.with(values.inUtc(turned));
      return new Tried<>(turned, misread(attempted.said()), attempted, null);
    } catch (SQLException e) {
      return new Tried<>(turned, misread(e), null, e);
    }
  }

  /** Whether misread texts tell their places, each standing in one alone. */
  private boolean isTold(Set<String> misread) {
    int known = inUtc.size();
    for (String text : misread) {
      Set<Integer> places = holding(Set.of(text));
      if (places.size() == 1) {
        inUtc.addAll(places);
        open.keySet().removeAll(places);
      }
    }
    return inUtc.size() > known;
  }

  private Set<Integer> holding(Set<String> texts) {
    Set<Integer> places = new LinkedHashSet<>();
    open.forEach(
        (place, held) -> {
          if (!Collections.disjoint(held, texts)) {
            places.add(place);
          }
        });
    return places;
  }

  // With two places, one that is not misread leaves the other.
  private Tried<T> apart(Tried<T> last, Set<Integer> places) throws SQLException {
    Integer place = places.iterator().next();
    Set<String> held = Objects.requireNonNull(open.remove(place));
    Set<Integer> others = new HashSet<>(inUtc);
    others.addAll(open.keySet());
    Tried<T> tried = again(last, others);
    if (!Collections.disjoint(tried.misread(), held)) {
      inUtc.add(place);
    } else if (tried.failed() != null && tried.misread().isEmpty()) {
      throw tried.failed();
    } else {
      isTold(last.misread());
    }
    return tried.inUtc().equals(inUtc) ? tried : again(tried, inUtc);
  }

  private Set<String> misread(@Nullable SQLException said) {
    Set<String> misread = new LinkedHashSet<>();
    for (SQLException each = said; each != null; each = next(each)) {
      Matcher text = TEXT.matcher(String.valueOf(each.getMessage()));
      if (each.getErrorCode() == MISREAD && text.find() && moments.contains(text.group(1))) {
        misread.add(text.group(1));
      }
    }
    return misread;
  }

  private static @Nullable SQLException next(SQLException said) {
    return said instanceof SQLWarning warning ? warning.getNextWarning() : said.getNextException();
  }

  // The last try was undone.
  private static CallFailedException untried(FailureCode code, String message) {
    return new CallFailedException(Failure.of(code, message).withApplied(Applied.NO));
  }

  private static CallFailedException kept(Set<String> misread) {
    return new CallFailedException(
        Failure.of(
                FailureCode.INVALID,
                "the database has misread the moment %s, and its table has no transactions to undo that: %s"
                    .formatted(misread.iterator().next(), IN_UTC))
            .withApplied(Applied.UNKNOWN));
  }
}
