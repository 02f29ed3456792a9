package io.auterity.plugins.text;

import io.auterity.spi.Json;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.Text;
import io.auterity.spi.text.TextToMask;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.util.Map;

/** Masks texts as a provider of one region does. */
final class Masking {

  private final FakeProvider provider;
  private final Text text;

  Masking(String region) {
    provider =
        new FakeProvider("text", ManifestFileReader.of(TextPlugin.class))
            .withConfig(Json.object(Map.of("region", Json.of(region))));
    text = new TextConnector().open(provider);
  }

  MaskedText mask(String input) {
    return text.maskPii(new TextToMask(input), call());
  }

  String masked(String input) {
    return mask(input).text();
  }

  FakeCall call() {
    return FakeCall.of("text.pii.mask", provider);
  }

  Text text() {
    return text;
  }
}
