package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Retention;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.spi.Json;
import io.auterity.workflow.store.RunStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("carrier")
@Tag("postgresql")
class RetentionTest {

  private static final String ONE =
      """
      steps:
        - {id: a, call: text.pii.mask, with: {text: a}}
      output: ${a.text}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final Instant now = Time.system().now();

  @Test
  void aRunGoesWithItsDayOnceItIsOverForLongEnough() throws SQLException {
    Gate gate = new Gate();
    FakeInvoker invoker = FakeInvoker.echoing();
    TestEngine engine = TestEngine.start(db, invoker);
    UUID over = engine.run(tenant, ONE, Json.EMPTY);
    engine.over(tenant, over);
    invoker.answerBy(
        call -> {
          gate.pass();
          return FakeInvoker.echo(call);
        });
    UUID waiting = engine.run(tenant, ONE, Json.EMPTY);

    keep(20, 10);
    assertThat(exists(over)).isTrue();

    keep(20, 30);
    assertThat(exists(over)).isFalse();
    assertThat(exists(waiting)).isTrue();
    assertThat(partition()).isTrue();

    gate.open();
    engine.over(tenant, waiting);
    engine.close();
    keep(20, 30);
    assertThat(exists(waiting)).isFalse();
    assertThat(partition()).isFalse();
  }

  private void keep(int days, int daysFromNow) {
    ManualTime then = new ManualTime(now.plus(Duration.ofDays(daysFromNow)));
    new Retention(db.database(), new Settings.Retention(1, 1, days, 1), then).runOnce();
  }

  private boolean exists(UUID run) {
    return db.database().inTenant(tenant, tx -> RunStore.exists(tx, run));
  }

  private boolean partition() throws SQLException {
    String day = LocalDate.ofInstant(now, ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE);
    try (Connection owner = db.logins().owner().connect();
        Statement statement = owner.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select to_regclass('run_event_%s') is not null".formatted(day))) {
      return row.next() && row.getBoolean(1);
    }
  }
}
