package io.auterity.plugins.ai.local;

import io.auterity.plugins.ai.local.speech.SpeechModel;
import org.jspecify.annotations.Nullable;

/** The speech model, loaded when it is first used. */
final class LoadedSpeech implements AutoCloseable {

  private @Nullable SpeechModel model;

  synchronized SpeechModel get() {
    SpeechModel known = model;
    if (known == null) {
      known = SpeechModel.load();
      model = known;
    }
    return known;
  }

  @Override
  public synchronized void close() {
    if (model != null) {
      model.close();
      model = null;
    }
  }
}
