package io.auterity.server.limits;

import io.auterity.control.access.Action;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.relay.ledger.Approval;
import io.auterity.relay.ledger.Ledger;
import io.auterity.relay.ledger.Ledger.LimitState;
import io.auterity.relay.ledger.Limit;
import io.auterity.relay.ledger.NanoUnits;
import io.auterity.relay.ledger.Threshold;
import io.auterity.relay.ledger.store.ThresholdStore;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Leave to use more of a budget than a threshold that asks lets. */
@RestController
@RequestMapping("/api/v1/limits/budget/{id}/approvals")
public final class ApprovalController {

  private final Ledger ledger;
  private final ThresholdStore thresholds;
  private final Time time;
  private final Ids ids;

  public ApprovalController(Ledger ledger, ThresholdStore thresholds, Time time, Ids ids) {
    this.ledger = ledger;
    this.thresholds = thresholds;
    this.time = time;
    this.ids = ids;
  }

  /**
   * Of the window of now. Several add up.
   *
   * @param amount beyond the threshold; decimal text in the currency of the budget
   * @param all true in place of an amount: up to the cap
   * @param period which of its windows, e.g. {@code day}; needed where several ask
   * @param reason why, in the words of whoever approves
   */
  public record NewApproval(
      @Nullable String amount,
      @Nullable Boolean all,
      @Nullable String period,
      @Nullable String reason) {}

  /**
   * What was approved.
   *
   * @param amount absent when it is all of the cap
   * @param until when the window ends and with it the approval; absent where it never does
   */
  public record ApprovalView(
      String budget,
      String period,
      @Nullable String amount,
      String currency,
      Instant from,
      @Nullable Instant until,
      String by,
      Instant at) {}

  @Needs(Action.BUDGET_APPROVE)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ApprovalView approve(Caller caller, @PathVariable String id, @RequestBody NewApproval body) {
    Instant now = time.now();
    Limit limit = limit(caller, id, body.period());
    Approval approval =
        new Approval(
            ids.next(),
            limit,
            limit.window(now),
            amount(body),
            caller.principal(),
            body.reason(),
            now);
    thresholds.approve(caller.scope(), caller.act(Action.BUDGET_APPROVE), approval);
    return new ApprovalView(
        limit.id(),
        limit.period().wire(),
        approval.amount() == null ? null : NanoUnits.text(approval.amount()),
        limit.unit(),
        approval.window().start(),
        approval.window().end(),
        caller.principal().name(),
        now);
  }

  private Limit limit(Caller caller, String id, @Nullable String period) {
    List<Limit> all =
        ledger.standing(caller.scope()).stream()
            .map(LimitState::limit)
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
