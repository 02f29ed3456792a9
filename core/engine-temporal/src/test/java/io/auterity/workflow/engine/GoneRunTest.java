package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.temporal.TemporalTestCarrier;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that is deleted while it waits to be rung keeps no other one waiting. */
@Tag("carrier")
class GoneRunTest {

  private static final UUID GONE = new UUID(0, 1);

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @Test
  void ringingItIsNoFailure() {
    RunCarrier carrier = new TemporalTestCarrier().start();
    try (TestEngine _ = TestEngine.start(db, FakeInvoker.echoing(), carrier)) {
      TestEngine.until(() -> started(carrier));

      assertThatCode(() -> carrier.ring(GONE)).doesNotThrowAnyException();
    }
  }

  private static boolean started(RunCarrier carrier) {
    try {
      return !carrier.carries(GONE);
    } catch (CallFailedException e) {
      return false;
    }
  }
}
