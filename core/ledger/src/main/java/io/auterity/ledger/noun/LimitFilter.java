package io.auterity.ledger.noun;

import io.auterity.ledger.Limit;
import io.auterity.ledger.LimitScope;
import io.auterity.ledger.RateLimit;
import io.auterity.platform.noun.Paging;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The filter for a list of budgets and quotas; null matches all.
 *
 * @param kind budget or quota
 * @param scope tenant, key, team, project, user, label or model
 * @param after the place that the page before ended at
 */
record LimitFilter(@Nullable String kind, @Nullable String scope, @Nullable String after) {

  private static final List<String> KINDS = List.of(Limit.BUDGET, Limit.QUOTA);
  private static final List<String> SCOPES =
      List.of("tenant", "key", "team", "project", "user", "label", "model");
  private static final Pattern PLACE =
      Pattern.compile(
          "(%s)/[a-z0-9._-]{1,63}/(%s)(/tokens)?".formatted(String.join("|", KINDS), periods("|")));

  /**
   * Reads what was asked for.
   *
   * @throws CallFailedException {@code invalid} for a kind, scope or place that there is not
   */
  static LimitFilter of(@Nullable String kind, @Nullable String scope, @Nullable String cursor) {
    check("kind", kind, KINDS);
    check("scope", scope, SCOPES);
    if (cursor != null && !PLACE.matcher(cursor).matches()) {
      throw Paging.noCursor(cursor);
    }
    return new LimitFilter(kind, scope, cursor);
  }

  private static void check(String name, @Nullable String asked, List<String> known) {
    if (asked != null && !known.contains(asked)) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "%s is %s, not '%s'".formatted(name, String.join(" or ", known), asked));
    }
  }

  private static String periods(String between) {
    return Stream.concat(
            Arrays.stream(Limit.Period.values()).map(Limit.Period::wire),
            Arrays.stream(RateLimit.Span.values()).map(RateLimit.Span::wire))
        .collect(Collectors.joining(between));
  }

  boolean matches(LimitView limit) {
    return (kind == null || limit.kind().equals(kind))
        && (after == null || limit.place().compareTo(after) > 0);
  }

  /** Whether that is among what a limit is of. */
  boolean covers(LimitScope of) {
    return scope == null || of.kinds().contains(scope);
  }
}
