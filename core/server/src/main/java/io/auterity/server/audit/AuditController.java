package io.auterity.server.audit;

import io.auterity.control.access.Action;
import io.auterity.platform.audit.AuditEntry;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.json.JsonReader;
import io.auterity.server.web.request.PageOf;
import io.auterity.server.web.request.Paging;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.ForOperator;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log of the caller's tenant, and that of the installation, oldest entry first. */
@RestController
@RequestMapping("/api/v1/audit")
public final class AuditController {

  private static final JsonReader READER = new JsonReader(1_000_000);

  private final AuditLog log;

  public AuditController(AuditLog log) {
    this.log = log;
  }

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

  @Needs(Action.AUDIT_READ)
  @GetMapping
  PageOf<AuditLine> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    return page(log.read(caller.scope(), from(cursor), size + 1), size);
  }

  /** What the operator did that concerns all tenants, oldest entry first. */
  @ForOperator
  @GetMapping("/installation")
  PageOf<AuditLine> ofInstallation(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    return page(log.readInstallation(from(cursor), size + 1), size);
  }

  private static PageOf<AuditLine> page(List<AuditEntry> entries, int size) {
    List<AuditLine> found = entries.stream().map(AuditLine::of).toList();
    return Paging.page(found, size, line -> Long.toString(line.sequence()));
  }

  private static long from(@Nullable String cursor) {
    try {
      return cursor == null ? 0 : Math.addExact(Long.parseLong(cursor), 1);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new CallFailedException(
          FailureCode.INVALID, "cursor: '%s' is none of this list".formatted(cursor));
    }
  }
}
