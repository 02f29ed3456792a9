package com.example.words;

import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.TextContract;
import java.util.List;

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
    return new FakeProvider("under-test", manifest())
        .withConfig(Json.EMPTY.with("words", Json.array(List.of(Json.of("Card")))));
  }
}
