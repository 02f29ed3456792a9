package io.auterity.ledger.noun;

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
import io.auterity.platform.noun.FromBody;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.PageOf;
import io.auterity.platform.noun.Paging;
import io.auterity.platform.noun.Rest;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Approvals to spend beyond budget thresholds that ask for one: lists, gives and withdraws them.
 */
public record Approvals(Ledger ledger, ApprovalTable approvals, Time time, Ids ids) {

  public static final Act APPROVE = new Act("budget.approve", Trace.WITH_CHANGE, false);

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
   * Which approvals are asked for.
   *
   * @param budget its id; all when absent
   * @param state in_force, over or withdrawn; all when absent
   */
  public record Query(
      @Nullable String budget,
      @Nullable String state,
      @Nullable String cursor,
      @Nullable Integer limit) {}

  /** The approvals of a tenant, the newest first. */
  @Rest(value = "GET /limits/approvals", id = "approval_list", needs = "resource.read")
  public PageOf<ApprovalView> list(NounCaller caller, Query query) {
    int size = Paging.limit(query.limit());
    ApprovalTable.Asked asked =
        new ApprovalTable.Asked(
            query.budget(),
            state(query.state()),
            Paging.cursor(Approval.ID, query.cursor()),
            size + 1);
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
  @Rest(
      value = "POST /limits/budget/{id}/approvals",
      id = "approval_approve",
      needs = "budget.approve",
      status = 201)
  public ApprovalView approve(NounCaller caller, String id, @FromBody NewApproval body) {
    Instant now = time.now();
    Limit limit = limit(caller, id, body.period());
    Approval approval =
        new Approval(
            caller.repeatableId().orElseGet(ids::next),
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
  @Rest(
      value = "POST /limits/approvals/{id}/withdraw",
      id = "approval_withdraw",
      needs = "budget.approve")
  public ApprovalView withdraw(
      NounCaller caller, String id, @FromBody @Nullable WithdrawnApproval body) {
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

  private ApprovalView view(NounCaller caller, UUID id) {
    return ApprovalView.of(approvals.get(caller.scope(), id, limits(caller), time.now()));
  }

  private List<Limit> limits(NounCaller caller) {
    return ledger.standing(caller.scope()).stream().map(LimitState::limit).toList();
  }

  private Limit limit(NounCaller caller, String id, @Nullable String period) {
    List<Limit> all =
        limits(caller).stream()
            .filter(limit -> limit.kind().equals(Limit.BUDGET) && limit.id().equals(id))
            .toList();
    if (all.isEmpty()) {
      throw new CallFailedException(FailureCode.NOT_FOUND, "there is no budget '%s'".formatted(id));
    }
    List<Limit> asking =
        all.stream()
            .filter(Approvals::asks)
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
