package io.auterity.author;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.rehearsal.ShownRequest;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.WireRequest;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The credential of a run stands where the file says, and goes to no other host. */
class SignedHttpTest {

  private static final Json.Obj IN_PATH =
      Json.EMPTY.with("kind", Json.of("path")).with("value", Json.of("bot${secret}"));

  @Test
  void itIsTheFirstSegmentOfThePathAtTheHostsThatGetIt() {
    FakeProvider provider =
        new FakeProvider(
            "mine", PluginManifest.builder("acme", "1.0.0", "acme.Main", "Messages").build());
    ScriptedReply done = new ScriptedReply(200, Map.of(), List.of(), null);
    ScriptedTransport sent = new ScriptedTransport(List.of(done, done, done));
    SignedHttp http =
        new SignedHttp(
            sent, new ShownRequest.Form(Set.of("api.test"), IN_PATH), IN_PATH, "123:a b");

    for (String url :
        List.of("https://api.test/get?x=%2F", "https://api.test", "https://files.test/get")) {
      http.send(WireRequest.get(URI.create(url)), FakeCall.of("messaging.channel.get", provider));
    }

    assertThat(sent.requests())
        .extracting(request -> request.uri().toString())
        .containsExactly(
            "https://api.test/bot123:a%20b/get?x=%2F",
            "https://api.test/bot123:a%20b", "https://files.test/get");
  }
}
