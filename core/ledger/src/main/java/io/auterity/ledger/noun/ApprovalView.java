package io.auterity.ledger.noun;

import io.auterity.ledger.Approval;
import io.auterity.ledger.ApprovalState;
import io.auterity.ledger.NanoUnits;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An approval to spend beyond a budget threshold that asks for one.
 *
 * @param period of the window; absent where that was not kept
 * @param amount beyond the threshold, exact decimal text; absent when it is all of the cap
 * @param currency absent where that was not kept
 * @param from when the window begins
 * @param until when the window ends and with it the approval; absent where it never does
 * @param by name of who approved
 * @param reason in their words; absent when they gave none
 * @param state in_force, over (its window is, or the budget has no such window any more) or
 *     withdrawn
 * @param withdrawn absent when it was not
 */
public record ApprovalView(
    String id,
    String budget,
    @Nullable String period,
    @Nullable String amount,
    @Nullable String currency,
    Instant from,
    @Nullable Instant until,
    String by,
    @Nullable String reason,
    Instant at,
    String state,
    @Nullable ApprovalWithdrawn withdrawn) {

  /**
   * Who ended it before its window was over.
   *
   * @param reason in their words; absent when they gave none
   */
  public record ApprovalWithdrawn(String by, @Nullable String reason, Instant at) {

    static @Nullable ApprovalWithdrawn of(ApprovalState.@Nullable Withdrawal kept) {
      return kept == null ? null : new ApprovalWithdrawn(kept.by(), kept.reason(), kept.at());
    }
  }

  static ApprovalView of(ApprovalState kept) {
    return new ApprovalView(
        Approval.ID.write(kept.id()),
        kept.budget(),
        kept.period(),
        kept.amount() == null ? null : NanoUnits.text(kept.amount()),
        kept.currency(),
        kept.from(),
        kept.until(),
        kept.by(),
        kept.reason(),
        kept.at(),
        kept.state().wire(),
        ApprovalWithdrawn.of(kept.withdrawal()));
  }
}
