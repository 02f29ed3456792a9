package io.auterity.control.access;

import io.auterity.platform.audit.AuditEvent;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hands to the audit log what callers did on the control plane and what they tried though they may
 * not; the log writes it off the request path.
 */
public final class AccessAudit {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final AuditLog audit;
  private final Ids ids;
  private final Time time;

  AccessAudit(AuditLog audit, Ids ids, Time time) {
    this.audit = audit;
    this.ids = ids;
    this.time = time;
  }

  /**
   * An attempt at what the caller may not do.
   *
   * @param target what was asked for
   * @throws CallFailedException {@code unavailable} when the log cannot take it
   */
  public void violation(Authenticated who, String target, String reason) {
    var _ = append(who, "access.violation", target, "refused", Map.of("reason", reason));
  }

  /**
   * An attempt at something by an id that the caller's tenant does not have.
   *
   * @param target what was asked for
   * @throws CallFailedException {@code unavailable} when the log cannot take it
   */
  public void guess(Authenticated who, String target) {
    violation(who, target, "the caller's tenant has no such id");
  }

  /**
   * An act that changes something.
   *
   * @param action what was asked for, e.g. {@code control:run.start}
   * @param target on what, e.g. a path
   * @param outcome e.g. {@code done}
   * @throws CallFailedException {@code unavailable} when the log cannot take it
   */
  public void act(Authenticated who, Action action, String target, String outcome) {
    var _ = append(who, action.target(), target, outcome, Map.of());
  }

  /**
   * An act that may be done only once it stands in the log for good.
   *
   * @throws CallFailedException {@code unavailable} when it does not get there in time
   */
  public void actFirst(Authenticated who, Action action, String target) {
    CompletableFuture<Long> durable = append(who, action.target(), target, "done", Map.of());
    try {
      durable.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw notAudited();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notAudited();
    }
  }

  private static CallFailedException notAudited() {
    return new CallFailedException(
        FailureCode.UNAVAILABLE, "the audit log cannot take entries now; try again");
  }

  private CompletableFuture<Long> append(
      Authenticated who,
      String action,
      String target,
      String outcome,
      Map<String, String> details) {
    AuditEvent event =
        new AuditEvent(
            ids.next(), time.now(), who.principal().id(), action, target, outcome, details);
    return audit.append(who.scope(), event);
  }
}
