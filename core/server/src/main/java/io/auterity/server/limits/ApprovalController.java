package io.auterity.server.limits;

import io.auterity.ledger.Approval;
import io.auterity.ledger.ApprovalState;
import io.auterity.ledger.Ledger;
import io.auterity.ledger.Ledger.LimitState;
import io.auterity.ledger.Limit;
import io.auterity.ledger.NanoUnits;
import io.auterity.ledger.Threshold;
import io.auterity.ledger.store.ApprovalTable;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.server.idempotency.KeyUse;
import io.auterity.server.web.request.PageOf;
import io.auterity.server.web.request.Paging;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Approvals to spend beyond budget thresholds that ask for one: lists, gives and withdraws them.
 */
@RestController
@RequestMapping("/api/v1/limits")
public final class ApprovalController {

  public static final Act APPROVE = new Act("budget.approve", Trace.WITH_CHANGE, false);

  private final Ledger ledger;
  private final ApprovalTable approvals;
  private final Time time;
  private final Ids ids;

  public ApprovalController(Ledger ledger, ApprovalTable approvals, Time time, Ids ids) {
    this.ledger = ledger;
    this.approvals = approvals;
    this.time = time;
    this.ids = ids;
  }

  /**
   * Of the window of now. Several add up.
   *
   * @param amount beyond the threshold; decimal text in the currency of the budget
   * @param all true in place of an amount: up to the cap
   * @param period which of its windows, e.g. {@code day}; needed where several ask
   * @param reason why, in the words of the caller who approves
   */
  public record NewApproval(
      @Nullable String amount,
      @Nullable Boolean all,
      @Nullable String period,
      @Nullable String reason) {}

  /**
   * Which are asked for.
   *
   * @param budget its id; all when absent
   * @param state in_force, over or withdrawn; all when absent
   */
  @Needs("resource.read")
  @GetMapping("/approvals")
  PageOf<ApprovalView> list(
      Caller caller,
      @RequestParam(required = false) @Nullable String budget,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit) {
    int size = Paging.limit(limit);
    ApprovalTable.Asked asked =
        new ApprovalTable.Asked(budget, state(state), Paging.cursor(Approval.ID, cursor), size + 1);
    List<ApprovalView> found =
        approvals.list(caller.scope(), asked, limits(caller), time.now()).stream()
            .map(ApprovalView::of)
            .toList();
    return Paging.page(found, size, ApprovalView::id);
  }

  private static ApprovalState.@Nullable State state(@Nullable String text) {
    try {
      return text == null ? null : ApprovalState.State.of(text);
    } catch (IllegalArgumentException e) {
      throw new CallFailedException(
          FailureCode.INVALID, "state is in_force, over or withdrawn, not '%s'".formatted(text));
    }
  }

  /** Lets calls use more of the window of now. Under an Idempotency-Key it is done once. */
  @Needs("budget.approve")
  @PostMapping("/budget/{id}/approvals")
  @ResponseStatus(HttpStatus.CREATED)
  ApprovalView approve(
      Caller caller,
      @PathVariable String id,
      @RequestBody NewApproval body,
      HttpServletRequest request) {
    Instant now = time.now();
    Limit limit = limit(caller, id, body.period());
    Approval approval =
        new Approval(
            KeyUse.of(request).orElseGet(ids::next),
            limit,
            limit.window(now),
            amount(body),
            caller.principal(),
            body.reason(),
            now);
    approvals.approve(caller.scope(), caller.act(APPROVE), approval);
    return view(caller, approval.id());
  }

  /**
   * Why it is ended.
   *
   * @param reason in the words of the caller who ends it
   */
  public record WithdrawnApproval(@Nullable String reason) {}

  /** Ends an approval; what calls have used under it stays used. */
  @Needs("budget.approve")
  @PostMapping("/approvals/{id}/withdraw")
  ApprovalView withdraw(
      Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable WithdrawnApproval body) {
    UUID approval = Approval.ID.read(id);
    approvals.withdraw(
        caller.scope(),
        caller.act(APPROVE),
        approval,
        caller.principal(),
        new ApprovalState.Withdrawal(
            caller.principal().name(), body == null ? null : body.reason(), time.now()));
    return view(caller, approval);
  }

  private ApprovalView view(Caller caller, UUID id) {
    return ApprovalView.of(approvals.get(caller.scope(), id, limits(caller), time.now()));
  }

  private List<Limit> limits(Caller caller) {
    return ledger.standing(caller.scope()).stream().map(LimitState::limit).toList();
  }

  private Limit limit(Caller caller, String id, @Nullable String period) {
    List<Limit> all =
        limits(caller).stream()
            .filter(limit -> limit.kind().equals(Limit.BUDGET) && limit.id().equals(id))
            .toList();
    if (all.isEmpty()) {
      throw new CallFailedException(FailureCode.NOT_FOUND, "there is no budget '%s'".formatted(id));
    }
    List<Limit> asking =
        all.stream()
            .filter(ApprovalController::asks)
            .filter(limit -> period == null || limit.period().wire().equals(period))
            .toList();
    if (asking.size() == 1) {
      return asking.getFirst();
    }
    throw new CallFailedException(
        FailureCode.INVALID,
        asking.isEmpty()
            ? "budget '%s' has no threshold that asks%s"
                .formatted(id, period == null ? "" : " in windows of a '" + period + "'")
            : "budget '%s' has several windows; say a period: %s"
                .formatted(
                    id,
                    asking.stream()
                        .map(limit -> limit.period().wire())
                        .collect(Collectors.joining(", "))));
  }

  private static boolean asks(Limit limit) {
    return limit.thresholds().stream().anyMatch(one -> one.act() == Threshold.Act.ASK);
  }

  private static @Nullable Long amount(NewApproval body) {
    boolean all = Boolean.TRUE.equals(body.all());
    String text = body.amount();
    if (all == (text != null)) {
      throw new CallFailedException(FailureCode.INVALID, "say either an amount or all: true");
    }
    try {
      long amount = text == null ? 1 : NanoUnits.nanos(text);
      if (amount > 0) {
        return text == null ? null : amount;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // As any other that is no amount.
    }
    throw new CallFailedException(
        FailureCode.INVALID,
        "amount is a positive decimal of at most nine places, not '%s'".formatted(text));
  }
}
