package io.auterity.server.runs;

import io.auterity.control.access.AccessAudit;
import io.auterity.control.access.GrantAuthorizer;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Verdict;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.engine.InvalidInputException;
import io.auterity.workflow.engine.RunRequest;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Starts of runs that no request asks for, as by triggers and steps: each takes the right of the
 * one whose run it is, and stands in the audit log as at the other doors.
 */
public record AuditedStarts(GrantAuthorizer authorizer, AccessAudit audit) {

  private static final String UNREADABLE = "runtime_error";

  /**
   * Starts a run, if that is permitted.
   *
   * @param via what starts it, e.g. {@code trigger/nightly}
   * @throws CallFailedException {@code forbidden}; {@code unavailable} when the rights cannot be
   *     read
   */
  public UUID start(RunRequest request, String via, Supplier<UUID> start) {
    String target = RunController.START.target();
    return start(request, new AuditedAct(request.principal(), "", target, via), start);
  }

  /**
   * Starts a run, if that is permitted.
   *
   * @param act as the audit log tells of it
   * @throws CallFailedException as {@link #start(RunRequest, String, Supplier)}
   */
  public UUID start(RunRequest request, AuditedAct act, Supplier<UUID> start) {
    Verdict verdict = verdict(request);
    if (!verdict.permits()) {
      audit.violation(request.scope(), act, RunController.START.target(), verdict.rule());
      throw refused(request);
    }
    return audit.around(request.scope(), act, () -> started(request, act, start));
  }

  private UUID started(RunRequest request, AuditedAct act, Supplier<UUID> start) {
    try {
      return start.get();
    } catch (InvalidInputException e) {
      audit.ended(request.scope(), act, "refused with " + FailureCode.INVALID.wire());
      throw e;
    }
  }

  /**
   * Checks whether a run could be started.
   *
   * @throws CallFailedException as {@link #start}
   */
  public void check(RunRequest request) {
    if (!verdict(request).permits()) {
      throw refused(request);
    }
  }

  private Verdict verdict(RunRequest request) {
    Verdict verdict =
        authorizer.authorize(request.scope(), request.principal(), RunController.START);
    if (!verdict.permits() && verdict.rule().startsWith(UNREADABLE)) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, verdict.reason());
    }
    return verdict;
  }

  private static CallFailedException refused(RunRequest request) {
    return new CallFailedException(
        FailureCode.FORBIDDEN, "%s may not start runs".formatted(request.principal().name()));
  }
}
