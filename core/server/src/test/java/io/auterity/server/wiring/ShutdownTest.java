package io.auterity.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownTest {

  private final List<String> ended = new ArrayList<>();

  @Test
  void endsEveryPartInOrderThoughSomeBreak() {
    Shutdown.of(
        () -> ended.add("gateway"),
        () -> breaks(new IllegalStateException("needed by another")),
        () -> ended.add("outbox"),
        () -> breaks(new NoClassDefFoundError("gone")),
        () -> ended.add("audit"));

    assertThat(ended).containsExactly("gateway", "outbox", "audit");
  }

  private static void breaks(RuntimeException e) {
    throw e;
  }

  private static void breaks(Error e) {
    throw e;
  }
}
