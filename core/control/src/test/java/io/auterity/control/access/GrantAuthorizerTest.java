package io.auterity.control.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Ai;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GrantAuthorizerTest {

  private final TenantScope tenant = TenantScope.authenticated(UUID.randomUUID());
  private final Principal caller = new Principal(UUID.randomUUID(), "p", Principal.Type.SERVICE);

  @Test
  void anErrorInDecidingDenies() {
    GrantAuthorizer authorizer =
        new GrantAuthorizer(
            (scope, principal) -> {
              throw new IllegalStateException("broken");
            });

    Verdict verdict = authorizer.authorize(tenant, caller, Action.RUN_READ);

    assertThat(verdict.permits()).isFalse();
    assertThat(verdict.rule()).isEqualTo("runtime_error:grants");
  }

  @Test
  void aStoredGrantThatCannotBeReadDenies() {
    GrantAuthorizer authorizer =
        new GrantAuthorizer(
            (scope, principal) -> new Grants(Set.of(AccessRole.of("root")), List.of(), List.of()));

    assertThat(authorizer.authorize(tenant, caller, Action.RUN_READ).permits()).isFalse();
  }

  @Test
  void aDatabaseThatIsAwayIsNoDenialForGood() {
    GrantAuthorizer authorizer =
        new GrantAuthorizer(
            (scope, principal) -> {
              throw new CallFailedException(FailureCode.UNAVAILABLE, "away");
            });

    assertThatThrownBy(() -> authorizer.authorize(tenant, caller, Action.RUN_READ))
        .hasMessageContaining("away");
  }

  @Test
  void everyVerifiedCallerMayComeIn() {
    GrantAuthorizer authorizer = new GrantAuthorizer((scope, principal) -> Grants.NONE);

    assertThat(authorizer.authorize(tenant, caller, Action.ENTER).permits()).isTrue();
    assertThat(authorizer.authorize(tenant, caller, Action.RUN_READ).permits()).isFalse();
  }

  @Test
  void thePlatformMayDoWhatIsItsOwnAlone() {
    GrantAuthorizer authorizer = new GrantAuthorizer((scope, principal) -> Grants.NONE);
    Catalogue catalogue = Catalogue.of(new Binder(), List.of(Ai.class));

    assertThat(List.of("ai.tuning.get", "ai.tuning.list", "ai.tuning.settle"))
        .allMatch(
            id -> authorizer.authorize(tenant, Principal.PLATFORM, catalogue.get(id)).permits());
    assertThat(List.of("ai.tuning.create", "ai.tuning.cancel", "ai.chat.create"))
        .noneMatch(
            id -> authorizer.authorize(tenant, Principal.PLATFORM, catalogue.get(id)).permits());
    assertThat(authorizer.authorize(tenant, caller, catalogue.get("ai.tuning.get")).permits())
        .isFalse();
  }
}
