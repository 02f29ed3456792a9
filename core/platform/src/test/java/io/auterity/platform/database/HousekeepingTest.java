package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class HousekeepingTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Instant NOW = Instant.parse("2030-05-01T12:00:00Z");

  private final TenantScope tenant = db.newTenant();
  private final Database database = db.database();

  @Test
  void forgetsIdempotencyKeysThatHaveExpired() {
    remember("old", NOW.minusSeconds(1));
    remember("young", NOW.plus(Duration.ofHours(1)));

    housekeeping().runOnce();

    List<String> left =
        database.inTenant(
            tenant, tx -> tx.query("select key from idempotency").mapTo(String.class).list());
    assertThat(left).containsExactly("young");
  }

  @Test
  void mayRunAgainAndAgain() {
    housekeeping().runOnce();
    housekeeping().runOnce();

    assertThat(database.check()).isEmpty();
  }

  private Housekeeping housekeeping() {
    return new Housekeeping(
        database,
        new Time() {
          @Override
          public Instant now() {
            return NOW;
          }

          @Override
          public long nanos() {
            return 0;
          }
        });
  }

  private void remember(String key, Instant expires) {
    database.inTenant(
        tenant,
        tx ->
            tx.update(
                    """
                    insert into idempotency (tenant, key, request_sha256, created, expires)
                    values (current_tenant(), :key, ''::bytea, :created, :expires)
                    """)
                .bind("key", key)
                .bind("created", NOW)
                .bind("expires", expires)
                .execute());
  }
}
