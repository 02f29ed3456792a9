package io.auterity.server.usage;

import io.auterity.control.access.Action;
import io.auterity.platform.id.WireId;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.archive.DecisionSpan;
import io.auterity.relay.decision.usage.UsageDimension;
import io.auterity.relay.decision.usage.UsageRow;
import io.auterity.relay.decision.usage.UsageSums;
import io.auterity.server.web.json.WireTime;
import io.auterity.server.web.request.PageOf;
import io.auterity.server.web.request.Paging;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What calls of the caller's tenant used and cost, read from their decisions. */
@RestController
@RequestMapping("/api/v1/usage")
public final class UsageController {

  private static final Duration USUAL = Duration.ofDays(30);

  private final Archive archive;
  private final Time time;

  public UsageController(Archive archive, Time time) {
    this.archive = archive;
    this.time = time;
  }

  /**
   * Added up.
   *
   * @param from a time, a day, or how long ago; 30 days ago when absent
   * @param to begins what is left out; now when absent
   * @param by what stands apart, with commas between; offer when absent
   */
  @Needs(Action.DECISION_READ)
  @GetMapping
  PageOf<UsageFigure> figures(
      Caller caller,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String by,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    List<UsageDimension> dimensions = UsageDimension.of(by == null || by.isBlank() ? "offer" : by);
    UsageSums sums = new UsageSums(dimensions);
    archive.using(
        caller.scope(),
        span(from, to, null, null),
        decision -> UsageRow.of(decision).forEach(sums::add));
    List<UsageFigure> all = new ArrayList<>(sums.all().size());
    sums.all().forEach((group, sum) -> all.add(UsageFigure.of(dimensions, group, sum)));
    int begin = begin(all, cursor);
    List<UsageFigure> found = all.subList(begin, Math.min(all.size(), begin + size + 1));
    return Paging.page(found, size, UsageFigure::place);
  }

  // A group stays where it is while calls are added to it.
  private static int begin(List<UsageFigure> all, @Nullable String cursor) {
    if (cursor == null) {
      return 0;
    }
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).place().equals(cursor)) {
        return i + 1;
      }
    }
    throw Paging.noCursor(cursor);
  }

  /**
   * One for each attempt, the oldest call first.
   *
   * @param from a time, a day, or how long ago; 30 days ago when absent
   * @param to begins what is left out; now when absent
   * @param limit how many calls a page is of
   */
  @Needs(Action.DECISION_READ)
  @GetMapping("/rows")
  PageOf<UsageLine> rows(
      Caller caller,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    List<Decision> found = new ArrayList<>(size + 1);
    archive.using(
        caller.scope(),
        span(from, to, Paging.cursor(WireId.DECISION, cursor), size + 1),
        found::add);
    boolean more = found.size() > size;
    List<Decision> page = more ? found.subList(0, size) : found;
    return new PageOf<>(
        page.stream().flatMap(one -> UsageRow.of(one).stream()).map(UsageLine::of).toList(),
        more ? WireId.DECISION.write(page.getLast().id()) : null,
        more);
  }

  private DecisionSpan span(
      @Nullable String from, @Nullable String to, @Nullable UUID after, @Nullable Integer most) {
    Instant now = time.now();
    Instant end = moment(to, now, now);
    Instant begin = moment(from, now, end.minus(USUAL));
    if (!begin.isBefore(end)) {
      throw new CallFailedException(
          FailureCode.INVALID, "from %s must be before to %s".formatted(begin, end));
    }
    return new DecisionSpan(begin, end, after, most);
  }

  private static Instant moment(@Nullable String text, Instant now, Instant usual) {
    if (text == null) {
      return usual;
    }
    boolean day = text.strip().matches("\\d{4}-\\d{2}-\\d{2}");
    Instant told = WireTime.moment(day ? text.strip() + "T00:00:00Z" : text, now);
    return told == null ? usual : told;
  }
}
