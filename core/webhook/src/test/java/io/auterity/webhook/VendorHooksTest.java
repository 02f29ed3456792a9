package io.auterity.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Usage;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.git.RepositoryEvent;
import io.auterity.spi.git.RepositoryHook;
import io.auterity.spi.git.RepositoryHookUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Searches at a vendor that has a page for every question. */
class VendorHooksTest {

  private static final Binder BINDER = new Binder();
  private static final String ADDRESS = "https://here.test/hooks/a";
  private static final Duration PAGE = Duration.ofSeconds(14);

  private final List<Duration> asked = new ArrayList<>();
  private final List<Payload> given = new ArrayList<>();
  private Duration left = Duration.ofSeconds(20);
  private int pages = Integer.MAX_VALUE;
  private final VendorHooks hooks =
      new VendorHooks(new Vendor(), Catalogue.standard(), BINDER, Ids.system(Time.system()));

  private final class Vendor implements Invoker {
    @Override
    public Exchange open(Invocation invocation) {
      asked.add(invocation.timeout());
      given.add(invocation.input());
      left = left.minus(PAGE);
      RepositoryHook hook =
          new RepositoryHook(
              new Ref("forge", "h" + asked.size()), ADDRESS, List.of(RepositoryEvent.PUSH), true);
      Cursor next = asked.size() < pages ? new Cursor("next") : null;
      boolean search = invocation.capability().equals("git.webhook.list");
      return new Answered(
          new Outcome.Succeeded(
              invocation.id(),
              search ? new Page<>(List.of(hook), next) : hook,
              new Usage(Map.of(), 0, "USD"),
              "forge"));
    }
  }

  private List<String> search() {
    return hooks.at(
        TenantScope.recovered(new UUID(0, 1)),
        AuditedAct.ofPlatform("control:webhook.write"),
        new VendorHooks.Place("forge", "o/r"),
        ADDRESS,
        () -> left);
  }

  @Test
  void aHookThatMovesIsLentItsSecret() {
    hooks.move(
        TenantScope.recovered(new UUID(0, 1)),
        AuditedAct.ofPlatform("control:webhook.write"),
        "forge",
        "h1",
        ADDRESS,
        "hunter2");

    assertThat(given)
        .containsExactly(
            Payload.of(
                (Record)
                    new RepositoryHookUpdate(
                        new Ref("forge", "h1"),
                        Change.to(ADDRESS),
                        Change.keep(),
                        Change.keep(),
                        VaultSecret.of("hunter2"))));
  }

  @Test
  void findsThoseOfAllPages() {
    pages = 2;
    left = Duration.ofMinutes(1);

    assertThat(search()).hasSize(2);
  }

  @Test
  void allPagesTogetherTakeNoLongerThanTheirTime() {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(this::search)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.TIMEOUT));

    assertThat(asked).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(6));
  }
}
