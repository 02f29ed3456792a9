package io.auterity.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.server.web.security.Caller;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsageSumsAtOnceTest {

  private static final Caller CALLER =
      new Caller(
          new Authenticated(TenantScope.authenticated(new UUID(0, 1)), Principal.PLATFORM),
          null,
          "here",
          "GET /api/v1/usage");

  private final List<Failure> refused = new ArrayList<>();
  private final UsageTurns turns = new UsageTurns();
  private final UsageController usage = usage();
  private final UsageController other = usage();
  private int reading;

  private UsageController usage() {
    return new UsageController(
        (Archive)
            Proxy.newProxyInstance(
                Archive.class.getClassLoader(),
                new Class<?>[] {Archive.class},
                (proxy, method, arguments) -> meanwhile()),
        new ManualTime(),
        30,
        turns);
  }

  // Whoever reads makes the next one ask elsewhere while it does.
  private Object meanwhile() {
    reading++;
    ask(reading % 2 == 0 ? usage : other);
    return true;
  }

  private void ask(UsageController asked) {
    try {
      asked.figures(CALLER, null, null, null, null, null, null);
    } catch (CallFailedException e) {
      refused.add(e.failure());
    }
  }

  @Test
  void aThirdWhoAsksWhileTwoReadIsToldToWaitWhereverTheyDo() {
    ask(usage);

    assertThat(reading).isEqualTo(2);
    assertThat(refused)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.code()).isEqualTo(FailureCode.SATURATED);
              assertThat(one.retryAfter()).isNotNull();
            });
  }
}
