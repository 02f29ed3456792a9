package io.auterity.ledger;

import io.auterity.platform.call.Principal;
import io.auterity.platform.id.WireId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An approval to spend beyond a budget threshold that asks for one, in one window.
 *
 * @param amount beyond the threshold, in nano-units; null for all of the cap
 */
public record Approval(
    UUID id,
    Limit limit,
    Window window,
    @Nullable Long amount,
    Principal by,
    @Nullable String reason,
    Instant at) {

  /** Ids of approvals. */
  public static final WireId ID = new WireId("appr_");

  /** The refusal's field that names the grant required to approve it. */
  static final String FIELD = "approval";
}
