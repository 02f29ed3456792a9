package io.auterity.plugins.ai.local;

import io.auterity.spi.Call;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.AiConnector;

/** Opens the speech model for a provider. */
record SpeechConnector(LoadedSpeech loaded, Processors processors) implements AiConnector {

  @Override
  public String id() {
    return "local-speech";
  }

  @Override
  public Ai open(ProviderContext context) {
    return new SpeechClient(loaded, processors);
  }

  /** Loads the model when it is not yet in memory. */
  @Override
  public void check(Ai instance, Call call) {
    ((SpeechClient) instance).load(call);
  }
}
