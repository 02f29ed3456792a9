package io.auterity.plugins.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.MaskedText.Finding;
import io.auterity.spi.text.TextToMask;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExampleClientTest {

  @Test
  void masksTheWordsOfTheListWhateverTheirCase() {
    MaskedText masked =
        mask(ScriptedReply.of(200, "acme\n\n c++ \n"), "ACME wrote C++, acmeist did not.");

    assertThat(masked.text()).isEqualTo("[word] wrote [word], acmeist did not.");
    assertThat(masked.findings())
        .containsExactly(new Finding("word", 0, 4), new Finding("word", 11, 14));
  }

  @Test
  void anEmptyListMasksNothing() {
    assertThat(mask(ScriptedReply.of(200, "\n"), "ACME").text()).isEqualTo("ACME");
  }

  @Test
  void tellsTheVendorWhoAsks() {
    ScriptedTransport transport = new ScriptedTransport(List.of(ScriptedReply.of(200, "")));

    mask(transport, "x");

    assertThat(transport.requests().getFirst().headers().get("user-agent"))
        .singleElement()
        .asString()
        .startsWith("auterity-example/0.");
  }

  @Test
  void aListThatIsGoneIsLeftToAnotherProvider() {
    Failure failure =
        Failures.expect(FailureCode.UNAVAILABLE, () -> mask(ScriptedReply.of(404, ""), "x"));

    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void otherRefusalsAreWhatTheirStatusSays() {
    Failures.expect(FailureCode.UNAUTHENTICATED, () -> mask(ScriptedReply.of(401, ""), "x"));
    Failures.expect(FailureCode.UNAVAILABLE, () -> mask(ScriptedReply.of(503, ""), "x"));
  }

  private static MaskedText mask(ScriptedReply reply, String text) {
    return mask(new ScriptedTransport(List.of(reply)), text);
  }

  private static MaskedText mask(ScriptedTransport transport, String text) {
    FakeProvider provider =
        new FakeProvider("words", ManifestFileReader.of(ExamplePlugin.class))
            .withConfig(Json.object(Map.of("url", Json.of("https://example.org/words.txt"))))
            .withTransport(transport);
    return new ExampleConnector()
        .open(provider)
        .maskPii(new TextToMask(text), FakeCall.of("text.pii.mask", provider));
  }
}
