package io.auterity.server.decisions;

import io.auterity.server.web.json.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of calls over a period: counts per bin and facet, and the cost and median latency of
 * those that the filters match.
 *
 * @param bins equal parts of the time, the earliest first
 * @param found how many calls the filters mean
 * @param total how many there were in that time, whatever the filters
 * @param cost of those that were found; absent when they are of several currencies, or none
 * @param p50Ms median of how long these took; absent when there are none
 * @param facets what the calls were of; each of those that all other filters mean
 * @param texts whether what callers asked was looked at for the text; absent where none is asked
 *     for, else false: of a list alone it is
 * @param whole whether all calls of that time were looked at; else the newest {@code total}
 */
public record DecisionVolume(
    Instant from,
    Instant to,
    long binMs,
    List<Bin> bins,
    long found,
    long total,
    @Nullable Money cost,
    @Nullable Double p50Ms,
    List<Facet> facets,
    @Nullable Boolean texts,
    boolean whole) {

  public DecisionVolume {
    bins = List.copyOf(bins);
    facets = List.copyOf(facets);
  }

  /**
   * A part of the time.
   *
   * @param total calls that the filters mean
   * @param failed of these, those that did not succeed
   */
  public record Bin(Instant from, long total, long failed) {}

  /**
   * What calls differ by.
   *
   * @param name of the filter: outcome, code, model, key, team, route or label
   * @param values those with the most calls, the most first
   * @param others how many more values there are
   * @param rest calls of these
   */
  public record Facet(String name, List<Count> values, int others, long rest) {
    public Facet {
      values = List.copyOf(values);
    }
  }

  /** How many calls were of a value. */
  public record Count(String value, long calls) {}
}
