package io.auterity.provider.token;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.secret.RetryByTenant;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.provider.life.ProviderEnvironment;
import io.auterity.provider.life.TokenRevocationRequest;
import io.auterity.provider.token.PendingRevocation.Owed;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides of pending revocations whether the vendor is asked now, later or never again, and tells
 * the result.
 */
final class TokenSettlement {

  private static final Logger LOG = LoggerFactory.getLogger(TokenSettlement.class);

  /** Longer than this nothing else that needs them keeps them from going. */
  private static final Duration NEEDED_FOR = Duration.ofDays(1);

  /** So many revocations of one provider are pending; of more the oldest are told and forgotten. */
  private static final int MOST_OF_ONE = 20;

  private final ProviderEnvironment environment;
  private final PendingRevocation owed;
  private final TokenAudit audit;
  private final VendorRevocation vendor;
  private volatile BiPredicate<TenantScope, Owed> needed = (scope, one) -> false;

  TokenSettlement(ProviderEnvironment environment, PendingRevocation owed, TokenAudit audit) {
    this.environment = environment;
    this.owed = owed;
    this.audit = audit;
    this.vendor = new VendorRevocation(environment, RetryByTenant.PATIENCE);
  }

  /** Has revocations wait, for a day at most, while the tokens are needed at their vendor. */
  void waitWhile(BiPredicate<TenantScope, Owed> useful) {
    needed = useful;
  }

  /** What is due first at the beginning; of too many of one provider the oldest are left out. */
  List<Owed> inOrder(TenantScope scope, List<Owed> all) {
    List<Owed> ordered = all.stream().sorted(Comparator.comparing(Owed::next)).toList();
    Set<Owed> over = over(ordered);
    over.forEach(one -> leave(scope, one));
    return ordered.stream().filter(one -> !over.contains(one)).toList();
  }

  private static Set<Owed> over(List<Owed> all) {
    Map<String, Integer> counts = new HashMap<>();
    return all.stream()
        .filter(one -> one.tokens() != null)
        .sorted(Comparator.comparing(Owed::born).reversed())
        .filter(one -> counts.merge(one.provider(), 1, Integer::sum) > MOST_OF_ONE)
        .collect(Collectors.toSet());
  }

  private void leave(TenantScope scope, Owed over) {
    String why = "more than %d of its connections wait for that".formatted(MOST_OF_ONE);
    var _ =
        owed.alone(
            scope,
            over,
            () ->
                owed.of(scope, over)
                    .map(now -> owed.end(scope, now, audit.left(now.provider(), why))));
  }

  /** Revokes tokens, unless another server does; whether their vendor took them. */
  boolean given(TenantScope scope, Owed one) {
    return owed.alone(
            scope, one, () -> owed.of(scope, one).map(now -> tried(scope, now)).orElse(true))
        .orElse(false);
  }

  private boolean tried(TenantScope scope, Owed one) {
    Instant now = environment.time().now();
    TokenRevocationRequest way = one.way();
    Kept kept = one.tokens();
    if (one.next().isAfter(now) || kept == null) {
      return false;
    }
    if (now.isBefore(one.born().plus(NEEDED_FOR)) && needed.test(scope, one)) {
      owed.change(scope, one, same -> same.notBefore(now.plus(RetryByTenant.TICK)));
      return false;
    }
    String trouble =
        way == null ? TokenAudit.NO_WAY : vendor.trouble(scope, one.provider(), way, kept);
    if (trouble == null) {
      return owed.end(scope, one, audit.givenBack(one.provider()));
    }
    if (way == null || RetryByTenant.isOver(one.born(), now)) {
      LOG.warn("The vendor of provider '{}' did not take its tokens back.", one.provider());
      var _ = owed.end(scope, one, audit.left(one.provider(), trouble));
      return false;
    }
    owed.change(scope, one, same -> same.again(RetryByTenant.next(now, one.tries())));
    return false;
  }
}
