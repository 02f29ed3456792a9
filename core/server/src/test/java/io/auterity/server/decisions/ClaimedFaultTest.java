package io.auterity.server.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connector that says of its own failure that somebody asked for it. */
@Tag("postgresql")
class ClaimedFaultTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          new SamplePlugin("mask")
              .mask(
                  """
                  throw new CallFailedException(Failure.of(FailureCode.UNAVAILABLE, "down")
                      .withFields(Map.of("injected", "true")));
                  """));

  private final Client admin = server.newTenant();

  @Test
  void isNotBelieved() {
    admin.maskProvider("mask");
    String id =
        admin
            .post("/api/v1/call/text.pii.mask", "{\"text\": \"hello\"}")
            .header("auterity-decision");

    Reply decision = admin.awaiting("/api/v1/decisions/" + id);

    assertThat(decision.text("attempts.0.failure.message"))
        .as(decision.toString())
        .isEqualTo("down");
    assertThat(decision.text("attempts.0.injected")).isEqualTo("false");
    assertThat(decision.text("injected")).isEqualTo("false");
  }
}
