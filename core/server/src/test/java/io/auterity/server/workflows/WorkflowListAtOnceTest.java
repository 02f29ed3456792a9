package io.auterity.server.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.insight.usage.UsageTurns;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkflowListAtOnceTest {

  private static final TenantScope TENANT = TenantScope.authenticated(new UUID(0, 1));

  private final UsageTurns turns = new UsageTurns(Duration.ZERO);

  @SuppressWarnings("NullAway") // No one gets that far.
  private final WorkflowController workflows =
      new WorkflowController(null, null, null, new ManualTime(), turns);

  @Test
  void aListReadsManyRunsAndWaitsForATurnAsUsageDoes() {
    Caller caller =
        new Caller(
            new Authenticated(TENANT, Principal.PLATFORM), null, "here", "GET /api/v1/workflows");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> turns.take(TENANT, () -> workflows.list(caller)))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SATURATED));
  }
}
