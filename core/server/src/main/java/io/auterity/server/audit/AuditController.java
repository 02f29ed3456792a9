package io.auterity.server.audit;

import io.auterity.platform.audit.AuditEntry;
import io.auterity.platform.audit.AuditFilter;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.AuditOrder;
import io.auterity.platform.audit.AuditPage;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.platform.noun.WireTime;
import io.auterity.platform.time.Time;
import io.auterity.server.runs.ListParameters;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.server.web.security.OperatorOnly;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log of the caller's tenant, and that of the installation. */
@RestController
@RequestMapping("/api/v1/audit")
public record AuditController(AuditLog log, Time time) {

  public static final Act READ = new Act("audit.read", Trace.NONE, false);

  private static final JsonReader READER = new JsonReader(1_000_000);

  private static final Map<String, AuditOrder> ORDERS =
      Map.of("at", AuditOrder.OLDEST_FIRST, "-at", AuditOrder.NEWEST_FIRST);

  /**
   * An entry as it was written.
   *
   * @param sequence 0 for the first, without gaps
   */
  public record AuditLine(long sequence, Json entry) {
    static AuditLine of(AuditEntry entry) {
      return new AuditLine(entry.sequence(), READER.read(entry.bytes()));
    }
  }

  /**
   * The entries that all filters admit, oldest first unless {@code sort} is {@code -at}. A page may
   * hold fewer than its limit although there is a {@code next}, as only so many entries are looked
   * at for each.
   */
  @Needs("audit.read")
  @GetMapping
  PageOf<AuditLine> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String target,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    AuditFilter filter = filter(since, until, actor, action, target);
    AuditOrder order = order(sort);
    Long from = from(order, cursor);
    return page(order, log.find(caller.scope(), order, filter, from, Paging.limit(limit)));
  }

  /**
   * What the operator did that concerns all tenants, by the same filters and in the same orders.
   */
  @OperatorOnly
  @GetMapping("/installation")
  PageOf<AuditLine> ofInstallation(
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(required = false) @Nullable String until,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String target,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    AuditFilter filter = filter(since, until, actor, action, target);
    AuditOrder order = order(sort);
    Long from = from(order, cursor);
    return page(order, log.findInInstallation(order, filter, from, Paging.limit(limit)));
  }

  private AuditFilter filter(
      @Nullable String since,
      @Nullable String until,
      @Nullable String actor,
      @Nullable String action,
      @Nullable String target) {
    return new AuditFilter(
        WireTime.moment(since, time.now()),
        WireTime.moment(until, time.now()),
        actor,
        action,
        target);
  }

  private static AuditOrder order(@Nullable String sort) {
    return sort == null ? AuditOrder.OLDEST_FIRST : ListParameters.known("sort", sort, ORDERS);
  }

  // A cursor is the sequence that was looked at last, so that new entries of the same log follow
  // it.
  private static PageOf<AuditLine> page(AuditOrder order, AuditPage page) {
    List<AuditLine> lines = page.entries().stream().map(AuditLine::of).toList();
    Long next = page.next();
    return new PageOf<>(
        lines, next == null ? null : Long.toString(step(order, next, -1)), next != null);
  }

  private static @Nullable Long from(AuditOrder order, @Nullable String cursor) {
    try {
      return cursor == null ? null : Long.valueOf(step(order, Long.parseLong(cursor), 1));
    } catch (NumberFormatException | ArithmeticException e) {
      throw new CallFailedException(
          FailureCode.INVALID, "cursor: '%s' is none of this list".formatted(cursor));
    }
  }

  private static long step(AuditOrder order, long sequence, int by) {
    return Math.addExact(sequence, order == AuditOrder.OLDEST_FIRST ? by : -by);
  }
}
