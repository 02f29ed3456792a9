package io.auterity.control.access;

import io.auterity.platform.audit.AuditEvent;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.audit.ChangeAudit;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells the audit log what callers do on the control plane, where the change itself cannot carry
 * the entry, and what they tried though they may not. What must stand there before the act waits
 * for it; the log writes the rest off the request path.
 */
public final class AccessAudit {

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int LOOKS = 20;
  private static final String TOO_LATE = "not done, as it could not be audited in time";
  static final String VIOLATION = "access.violation";
  static final String REFUSED = "refused";

  private final AuditLog log;
  private final ChangeAudit entries;

  AccessAudit(AuditLog log, ChangeAudit entries) {
    this.log = log;
    this.entries = entries;
  }

  /**
   * An attempt at what the caller may not do.
   *
   * @param target what was asked for
   * @throws CallFailedException {@code unavailable} when the log cannot take it
   */
  public void violation(TenantScope scope, AuditedAct act, String target, String reason) {
    var _ = log.append(scope, refused(act, target, reason));
  }

  private AuditEvent refused(AuditedAct act, String target, String reason) {
    AuditedAct tried = new AuditedAct(act.who(), act.address(), VIOLATION, act.request());
    return entries.event(tried, target, REFUSED, Map.of("reason", reason));
  }

  /**
   * How an act ended.
   *
   * @param outcome e.g. {@code done}
   * @throws CallFailedException {@code unavailable} when the log cannot take it
   */
  public void ended(TenantScope scope, AuditedAct act, String outcome) {
    var _ = log.append(scope, entries.event(act, act.request(), outcome, Map.of()));
  }

  /**
   * Does an act once it stands in the log for good, where its end is told too.
   *
   * @return what the work gives
   * @throws CallFailedException {@code unavailable} when it does not get there in time; what the
   *     work fails with
   */
  public <T> T around(TenantScope scope, AuditedAct act, Supplier<T> work) {
    first(scope, act, "begun");
    try {
      T result = work.get();
      ended(scope, act, "done");
      return result;
    } catch (CallFailedException e) {
      ended(scope, act, "refused with " + e.failure().code().wire());
      throw e;
    }
  }

  /**
   * An act that may be done only once it stands in the log for good.
   *
   * @param outcome what is said of it then, e.g. {@code begun}
   * @throws CallFailedException {@code unavailable} when it does not get there in time
   */
  public void first(TenantScope scope, AuditedAct act, String outcome) {
    first(scope, act, outcome, Map.of());
  }

  /**
   * The same with more to tell of it.
   *
   * @param details by name
   * @throws CallFailedException {@code unavailable} when it does not get there in time
   */
  public void first(
      TenantScope scope, AuditedAct act, String outcome, Map<String, String> details) {
    awaited(
        log.append(scope, entries.event(act, act.request(), outcome, details)),
        () -> log.problem(scope),
        () -> ended(scope, act, TOO_LATE));
  }

  /**
   * Does what concerns all tenants: in the log of the installation stands first that it begins,
   * then how it ended; what fails may have changed a part, so that it tells the state as well.
   *
   * @param target what it is done to
   * @param state how that stands now; asked before and after
   * @param told what else there is to tell of the result, by name
   * @throws CallFailedException {@code unavailable} when the log does not take the first entry in
   *     time; nothing is done then
   */
  public <T> T ofInstallation(
      AuditedAct act,
      String target,
      Supplier<String> state,
      Supplier<T> work,
      Function<T, Map<String, String>> told) {
    awaited(
        log.appendToInstallation(
            entries.event(act, target, "begun", Map.of("before", state.get()))),
        log::problemOfInstallation,
        () -> toInstallation(act, target, TOO_LATE, Map.of()));
    T result;
    try {
      result = work.get();
    } catch (RuntimeException | Error e) {
      tellFailure(act, target, state, e);
      throw e;
    }
    Map<String, String> details = new HashMap<>(told.apply(result));
    details.put("after", state.get());
    toInstallation(act, target, "done", details);
    return result;
  }

  /**
   * What the platform has done by itself that concerns all tenants.
   *
   * @throws CallFailedException {@code unavailable} when the log cannot take it
   */
  public void doneForInstallation(AuditedAct act, String target, Map<String, String> details) {
    toInstallation(act, target, "done", details);
  }

  // The caller is told of the failure itself, even where the log does not take it.
  private void tellFailure(
      AuditedAct act, String target, Supplier<String> state, Throwable failure) {
    try {
      Map<String, String> details =
          Map.of("after", state.get(), "code", code(failure), "reason", reason(failure));
      toInstallation(act, target, "failed", details);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static String code(Throwable failure) {
    return (failure instanceof CallFailedException e ? e.failure().code() : FailureCode.INTERNAL)
        .wire();
  }

  private static String reason(Throwable failure) {
    return failure instanceof CallFailedException e
        ? e.failure().message()
        : String.valueOf(failure.getMessage());
  }

  private void toInstallation(
      AuditedAct act, String target, String outcome, Map<String, String> details) {
    var _ = log.appendToInstallation(entries.event(act, target, outcome, details));
  }

  // An entry that waits cannot be taken back: that the act was not done is told as well.
  private static void awaited(
      CompletableFuture<Long> entry, Supplier<Optional<String>> problem, Runnable late) {
    try {
      if (durable(entry, problem)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    late.run();
    throw new CallFailedException(
        FailureCode.UNAVAILABLE, "the audit log cannot take entries now; try again");
  }

  /** Waits, up to a limit, while the log that the entry is for has no problem. */
  private static boolean durable(CompletableFuture<Long> entry, Supplier<Optional<String>> problem)
      throws InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      try {
        entry.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      } catch (ExecutionException e) {
        return false;
      } catch (TimeoutException e) {
        if (problem.get().isPresent()) {
          return false;
        }
      }
    }
    return false;
  }
}
