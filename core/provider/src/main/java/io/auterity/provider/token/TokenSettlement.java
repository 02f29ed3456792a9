package io.auterity.provider.token;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.job.JobTurn;
import io.auterity.platform.secret.PendingVendorRequests;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.provider.life.ProviderEnvironment;
import io.auterity.provider.life.TokenRevocationRequest;
import io.auterity.provider.token.PendingRevocation.Owed;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Decides of pending revocations whether the vendor is asked now, later or never again, and tells
 * the result.
 */
final class TokenSettlement {

  /** Longer than this nothing else that needs them keeps them from going. */
  private static final Duration NEEDED_FOR = Duration.ofDays(1);

  /** So many revocations of one provider are pending; of more the oldest are told and forgotten. */
  static final int MOST_OF_ONE = 20;

  private final ProviderEnvironment environment;
  private final PendingRevocation owed;
  private final TokenAudit audit;
  private final VendorRevocation vendor;
  private volatile BiPredicate<TenantScope, Owed> needed = (scope, one) -> false;

  TokenSettlement(ProviderEnvironment environment, PendingRevocation owed, TokenAudit audit) {
    this.environment = environment;
    this.owed = owed;
    this.audit = audit;
    this.vendor = new VendorRevocation(environment, PendingVendorRequests.PATIENCE);
  }

  /** Has revocations wait, for a day at most, while the tokens are needed at their vendor. */
  void waitWhile(BiPredicate<TenantScope, Owed> useful) {
    needed = useful;
  }

  /** Ends a revocation without asking the vendor, as too many are pending. */
  JobTurn leave(TenantScope scope, Owed over) {
    String why = "more than %d of its connections wait for that".formatted(MOST_OF_ONE);
    return owed.alone(
            scope,
            over,
            () ->
                owed.of(scope, over)
                    .map(now -> ended(scope, now, audit.left(now.provider(), why)))
                    .orElseGet(JobTurn.Done::new))
        .orElseGet(this::later);
  }

  /**
   * Asks the vendor to revoke tokens, unless another caller does.
   *
   * @throws CallFailedException when it did not revoke them
   */
  JobTurn revoke(TenantScope scope, Owed one) {
    return owed.alone(
            scope,
            one,
            () -> owed.of(scope, one).map(now -> tried(scope, now)).orElseGet(JobTurn.Done::new))
        .orElseGet(this::later);
  }

  private JobTurn later() {
    return new JobTurn.Later(environment.time().now().plus(PendingVendorRequests.SOON));
  }

  private JobTurn tried(TenantScope scope, Owed one) {
    Instant now = environment.time().now();
    TokenRevocationRequest way = one.way();
    Kept kept = one.tokens();
    if (one.next().isAfter(now)) {
      return new JobTurn.Later(one.next());
    }
    boolean wanted = now.isBefore(one.born().plus(NEEDED_FOR)) && needed.test(scope, one);
    if (kept == null || wanted) {
      return later();
    }
    if (way == null) {
      return ended(scope, one, audit.left(one.provider(), TokenAudit.NO_WAY));
    }
    String trouble = vendor.trouble(scope, one.provider(), way, kept);
    if (trouble != null) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, trouble);
    }
    return ended(scope, one, audit.givenBack(one.provider()));
  }

  // Other tokens may have been given in their place meanwhile.
  private JobTurn ended(TenantScope scope, Owed one, Consumer<Transaction> also) {
    return owed.end(scope, one, also)
        ? new JobTurn.Done()
        : new JobTurn.Later(environment.time().now());
  }
}
