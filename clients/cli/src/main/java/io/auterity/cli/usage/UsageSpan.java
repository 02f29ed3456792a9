package io.auterity.cli.usage;

import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import java.time.DateTimeException;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say of which time usage is asked. */
public final class UsageSpan {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "2026-11-01, 2026-11-01T08:00:00Z or 7d for so long ago; 30d when absent.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Begins what is left out.")
  private @Nullable String to;

  @Option(names = "--month", paramLabel = "MONTH", description = "A whole month, e.g. 2026-11.")
  private @Nullable String month;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Whose hours, days and months these are, e.g. Europe/Berlin; UTC when absent.")
  private @Nullable String zone;

  /** As the API asks it: begins with an ampersand, unless nothing is said. */
  public String query() {
    if (month != null && (from != null || to != null)) {
      throw CliException.badInput("say --month, or --from and --to");
    }
    if (month != null) {
      return query(month(month)) + UrlEncoding.parameter("zone", zone);
    }
    return UrlEncoding.parameter("from", from)
        + UrlEncoding.parameter("to", to)
        + UrlEncoding.parameter("zone", zone);
  }

  /** As the API asks a whole month. */
  public static String query(YearMonth whole) {
    return "&from=%s&to=%s".formatted(whole.atDay(1), whole.plusMonths(1).atDay(1));
  }

  /** A month as it is written. */
  public static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw CliException.badInput("'%s' is no month: write 2026-11".formatted(text));
    }
  }
}
