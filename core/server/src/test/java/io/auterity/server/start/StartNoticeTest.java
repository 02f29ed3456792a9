package io.auterity.server.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.start.StartNotice.SignIn;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartNoticeTest {

  private static final Path DATA = Path.of("/srv/auterity");

  private static String told(@Nullable SignIn signIn) {
    URI console = URI.create("http://127.0.0.1:8080");
    URI gateway = URI.create("http://127.0.0.1:8081");
    return String.join("\n", new StartNotice(console, gateway, DATA, signIn).lines());
  }

  @Test
  void tellsTheAddressesTheLinkTheKeyAndWhatIsNext() {
    assertThat(told(new SignIn("demo", DATA.resolve("demo.key"), "once")))
        .isEqualTo(
            """
            Auterity is ready, and stays so until Ctrl-C.
            Console: http://127.0.0.1:8080
            Gateway: http://127.0.0.1:8081
            Sign in, once and within ten minutes: http://127.0.0.1:8080/#code=once
            Key of the tenant demo, which signs in always: /srv/auterity/demo.key
            Next, in another terminal, see what can be called: ./auterity call""");
    assertThat(told(new SignIn("acme", DATA.resolve("acme.key"), "once")))
        .endsWith("./auterity call --key-file /srv/auterity/acme.key");
  }

  @Test
  void whereThereIsNoKeyItTellsHowATenantIsMade() {
    assertThat(told(null))
        .contains("No key of a tenant stands in /srv/auterity.")
        .endsWith("./auterity tenant create demo && ./auterity open");
  }
}
