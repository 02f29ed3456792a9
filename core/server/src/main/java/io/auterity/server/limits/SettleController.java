package io.auterity.server.limits;

import io.auterity.ledger.Ledger;
import io.auterity.ledger.Limit;
import io.auterity.ledger.NanoUnits;
import io.auterity.ledger.SettledSlice;
import io.auterity.ledger.store.AbandonedSlices;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Settles what servers that have ended left held of a limit. */
@RestController
@RequestMapping("/api/v1/limits/{kind}/{id}/settle")
public final class SettleController {

  /** To settle what stands open of a limit. */
  public static final Act SETTLE = new Act("limit.settle", Trace.WITH_CHANGE, false);

  private final Ledger ledger;
  private final AbandonedSlices left;
  private final Time time;

  public SettleController(Ledger ledger, AbandonedSlices left, Time time) {
    this.ledger = ledger;
    this.left = left;
    this.time = time;
  }

  /**
   * What was settled.
   *
   * @param unit currency of the amounts, or calls
   * @param settled each lease that a server left
   */
  public record SettledLimit(String kind, String id, String unit, List<SettledLease> settled) {}

  /**
   * What a server that has ended left held, and to what that was settled.
   *
   * @param window when it begins
   * @param unsettled what it left; exact decimal text
   * @param used what it had told that it used
   * @param returned what is free again
   */
  public record SettledLease(
      Instant window, UUID server, String unsettled, String used, String returned) {

    static SettledLease of(SettledSlice slice, String unit) {
      return new SettledLease(
          slice.window(),
          slice.process(),
          NanoUnits.text(slice.leased(), unit),
          NanoUnits.text(slice.settled(), unit),
          NanoUnits.text(Math.max(0, slice.leased() - slice.settled()), unit));
    }
  }

  /**
   * To what these servers told last, at most some seconds before they ended. One that lives, or was
   * heard of within a minute, keeps what it holds. One that was only cut off from PostgreSQL goes
   * on spending what it had: it is charged with that when it is back, which can pass the cap.
   *
   * @param kind budget or quota
   */
  @Needs("limit.settle")
  @PostMapping
  SettledLimit settle(Caller caller, @PathVariable String kind, @PathVariable String id) {
    TenantScope scope = caller.scope();
    String unit =
        ledger.standing(scope).stream()
            .map(Ledger.LimitState::limit)
            .filter(limit -> limit.kind().equals(kind) && limit.id().equals(id))
            .map(Limit::unit)
            .findFirst()
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.NOT_FOUND, "there is no %s '%s'".formatted(kind, id)));
    List<SettledSlice> settled =
        left.settle(
            scope,
            caller.act(SETTLE),
            new AbandonedSlices.Which(kind, id, unit, ledger.process()),
            time.now());
    return new SettledLimit(
        kind, id, unit, settled.stream().map(slice -> SettledLease.of(slice, unit)).toList());
  }
}
