package com.example.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.TextToMask;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.contract.TextContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsContractTest extends TextContract {

  @Override
  protected Plugin plugin() {
    return new WordsPlugin();
  }

  @Override
  protected String connectorId() {
    return "own-words";
  }

  @Override
  protected ProviderContext provider() {
    return masking("Card");
  }

  private ProviderContext masking(String... words) {
    return new FakeProvider("under-test", manifest())
        .withConfig(Json.EMPTY.with("words", Json.array(Stream.of(words).map(Json::of).toList())));
  }

  @Test
  void wordsThatEndInSignsAreMaskedAndPartsOfWordsAreNot() {
    ProviderContext context = masking("C++", "Card");

    MaskedText masked =
        new WordsConnector()
            .open(context)
            .maskPii(
                new TextToMask("C++ or Card, no Cards"), FakeCall.of("text.pii.mask", context));

    assertThat(masked.text()).isEqualTo("[word] or [word], no Cards");
    assertThat(masked.findings()).hasSize(2);
  }

  @Test
  void aProviderWithoutWordsIsRefused() {
    Failures.expect(FailureCode.INVALID, () -> new WordsConnector().open(masking()));
  }
}
