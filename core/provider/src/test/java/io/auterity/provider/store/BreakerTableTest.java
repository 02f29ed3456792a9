package io.auterity.provider.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.TestDatabase;
import io.auterity.provider.health.BreakerChange;
import io.auterity.provider.health.BreakerChange.Kind;
import io.auterity.provider.health.SharedBreakers.ProviderChange;
import io.auterity.provider.health.SharedBreakers.Published;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What breakers found out, in rows. */
@Tag("postgresql")
class BreakerTableTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final UUID HERE = new UUID(0, 1);
  private static final UUID THERE = new UUID(0, 2);
  private static final UUID GONE = new UUID(0, 3);

  private static @Nullable ChangeFeed feed;

  private final TenantScope tenant = db.newTenant();
  private final BreakerTable table = new BreakerTable(db.database());

  @BeforeAll
  static void live() {
    feed = db.database().changes();
    feed.standFor(HERE);
    feed.open();
  }

  @AfterAll
  static void end() {
    Objects.requireNonNull(feed).close();
  }

  private static ProviderChange found(String offer, Kind kind) {
    return new ProviderChange(
        "p", new BreakerChange(offer, kind, 2_000_000_000L, 50_000_000L), Duration.ofSeconds(3));
  }

  @Test
  void othersReadTheLatestOfEachOffer() {
    table.publish(tenant, HERE, List.of(found("p", Kind.OPENED), found("p/a", Kind.OPENED)));
    String before = table.published(tenant, THERE).getFirst().version();
    table.publish(tenant, HERE, List.of(found("p", Kind.RECOVERED)));

    List<Published> read = table.published(tenant, THERE);

    assertThat(read)
        .extracting(Published::change)
        .extracting(ProviderChange::change)
        .containsExactly(found("p/a", Kind.OPENED).change(), found("p", Kind.RECOVERED).change());
    assertThat(read).extracting(Published::version).doesNotHaveDuplicates().doesNotContain(before);
    assertThat(read).allMatch(one -> one.change().age().compareTo(Duration.ofSeconds(3)) >= 0);
  }

  @Test
  void aServerReadsNothingOfItsOwn() {
    table.publish(tenant, HERE, List.of(found("p", Kind.OPENED)));

    assertThat(table.published(tenant, HERE)).isEmpty();
    assertThat(table.published(db.newTenant(), THERE)).isEmpty();
  }

  @Test
  void aServerThatHasEndedIsNotHeard() {
    table.publish(tenant, GONE, List.of(found("p", Kind.PROBING)));

    assertThat(table.published(tenant, THERE)).isEmpty();
  }

  @Test
  void theLatestOfATenantAreKept() {
    for (int i = 0; i < 300; i++) {
      table.publish(tenant, HERE, List.of(found("p/" + i, Kind.OPENED)));
    }

    assertThat(table.published(tenant, THERE))
        .hasSize(256)
        .last()
        .extracting(one -> one.change().change().of())
        .isEqualTo("p/299");
  }
}
